import type { Signal } from '@twelvefold/core';

/** Resolves once `check` says so, asked now and every `everyMs`; rejects with the signal's reason, or what `check` throws. */
export async function pollUntil(
  check: () => boolean | Promise<boolean>,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: Signal },
): Promise<void> {
  for (;;) {
    throwIfAborted(signal);
    const isSo = await check();
    throwIfAborted(signal);
    if (isSo) return;
    await pause(everyMs, signal);
  }
}

function throwIfAborted(signal: Signal): void {
  if (signal.aborted) throw signal.reason;
}

/** Resolves early when aborted. */
function pause(ms: number, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
