import { createTokenCounter, type TokenCounter } from './create-token-counter.ts';

/** How long it counts where the browser does not say when it is idle (Safari). */
const SLICE_MS = 8;
const IDLE_WITHIN_MS = 300;

/** Counts tokens of o200k_base, the encoding of OpenAI's newer models. The tokenizer is fetched with the first text. */
export const o200kCounter: TokenCounter = createTokenCounter({
  load: async () => {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
    // What looks like a special token is text like any other here, as it is for a provider.
    const options = { disallowedSpecial: new Set<string>() };
    return (text) => countTokens(text, options);
  },
  idle: () =>
    new Promise((resolve) => {
      if (typeof requestIdleCallback !== 'function') setTimeout(() => resolve(SLICE_MS), 0);
      else
        requestIdleCallback((deadline) => resolve(Math.min(deadline.timeRemaining(), SLICE_MS)), {
          timeout: IDLE_WITHIN_MS,
        });
    }),
  now: () => performance.now(),
});
