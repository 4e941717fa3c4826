import type {
  LanguageModelV2FinishReason,
  LanguageModelV2Usage,
  LanguageModelV4FinishReason,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import type { FinishReason, Usage } from '@twelvefold/core';

type AnyFinishReason = LanguageModelV2FinishReason | LanguageModelV4FinishReason;
type AnyUsage = LanguageModelV2Usage | LanguageModelV4Usage;

/** Why a reply ended and what it took, whatever the version of the interface. */
export interface Finish {
  readonly finishReason: FinishReason;
  readonly usage: Usage;
}

/**
 * What a `finish` part says; `undefined` when it only says that the provider never said how the reply ended, which is
 * how provider packages report a connection that closed early.
 */
export function toFinish(reason: AnyFinishReason, usage: AnyUsage): Finish | undefined {
  return isCut(reason, usage) ? undefined : { finishReason: toFinishReason(reason), usage: toUsage(usage) };
}

function isCut(reason: AnyFinishReason, usage: AnyUsage): boolean {
  // v2 writes `unknown` for a reason that it does not know, too: then the tokens, which come last, are there.
  if (typeof reason === 'string') return reason === 'unknown' && toUsage(usage).outputTokens === 0;
  return reason.unified === 'interrupted' || (reason.unified === 'other' && reason.raw === undefined);
}

function toFinishReason(reason: AnyFinishReason): FinishReason {
  switch (typeof reason === 'string' ? reason : reason.unified) {
    case 'stop':
      return 'stop';
    case 'tool-calls':
      return 'calls';
    case 'length':
      return 'length';
    case 'content-filter':
      return 'content_filter';
    case 'error':
      return 'error';
    default:
      return 'other';
  }
}

function toUsage(usage: AnyUsage): Usage {
  const input = isNested(usage) ? usage.inputTokens : { total: usage.inputTokens, cacheRead: usage.cachedInputTokens };
  const output = isNested(usage) ? usage.outputTokens : { total: usage.outputTokens, reasoning: usage.reasoningTokens };
  return {
    inputTokens: toCount(input.total) ?? 0,
    outputTokens: toCount(output.total) ?? 0,
    ...optional('cachedInputTokens', toCount(input.cacheRead)),
    ...optional('reasoningTokens', toCount(output.reasoning)),
  };
}

function isNested(usage: AnyUsage): usage is LanguageModelV4Usage {
  return typeof usage.inputTokens === 'object';
}

/** The log takes no NaN, and some providers count with it. */
function toCount(count: number | undefined): number | undefined {
  return typeof count === 'number' && Number.isFinite(count) && count >= 0 ? count : undefined;
}

function optional<Key extends string>(key: Key, count: number | undefined): { readonly [K in Key]?: number } {
  return count === undefined ? {} : ({ [key]: count } as { readonly [K in Key]: number });
}
