import type { LanguageModelV4FinishReason, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { Reply } from './respond/reply.ts';

const CHARS_PER_TOKEN = 4;

/** Rules have no tokens: what a model of the usual kind would count, at four characters each, marked as an estimate. */
export function usageOf(reply: Reply, promptChars: number): LanguageModelV4Usage {
  const text = tokens(reply.text.length);
  const calls = tokens(JSON.stringify(reply.calls.map(({ tool, input }) => [tool, input])).length - '[]'.length);
  const input = tokens(promptChars);
  return {
    inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: text + calls, text: text + calls, reasoning: 0 },
    raw: { estimated: true },
  };
}

export function finishOf({ calls }: Reply): LanguageModelV4FinishReason {
  const reason = calls.length > 0 ? 'tool-calls' : 'stop';
  return { unified: reason, raw: reason };
}

function tokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN);
}
