import type { LanguageModelV4StreamPart, SharedV4Warning } from '@ai-sdk/provider';
import type { PlannedCall } from './respond/plan.ts';
import type { Reply } from './respond/reply.ts';
import { finishOf, usageOf } from './usage.ts';

/** What a stream needs besides the reply. */
export interface StreamSetting {
  /** Characters of the prompt, for the usage. */
  readonly promptChars: number;
  /** Calls in the prompt so far, so that ids never repeat in a conversation. */
  readonly callsBefore: number;
  readonly modelId: string;
  readonly warnings: readonly SharedV4Warning[];
}

const TEXT_ID = 'text-0';
const INPUT_PIECE = 8;

/**
 * A reply as a provider would stream it: the text word by word, each call's input in small pieces, then the usage. It
 * never waits; whoever reads it decides about the pace.
 */
export function* streamParts(reply: Reply, setting: StreamSetting): Generator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [...setting.warnings] };
  yield { type: 'response-metadata', modelId: setting.modelId };
  if (reply.text !== '') {
    yield { type: 'text-start', id: TEXT_ID };
    for (const delta of reply.text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) yield { type: 'text-delta', id: TEXT_ID, delta };
    yield { type: 'text-end', id: TEXT_ID };
  }
  for (const [index, call] of reply.calls.entries()) yield* callParts(call, callId(setting, index));
  yield { type: 'finish', usage: usageOf(reply, setting.promptChars), finishReason: finishOf(reply) };
}

/** The id of a reply's call. */
export function callId({ callsBefore }: Pick<StreamSetting, 'callsBefore'>, index: number): string {
  return `offline-${callsBefore + index + 1}`;
}

function* callParts({ tool, input }: PlannedCall, id: string): Generator<LanguageModelV4StreamPart> {
  const text = JSON.stringify(input);
  yield { type: 'tool-input-start', id, toolName: tool };
  for (let at = 0; at < text.length; at += INPUT_PIECE) {
    yield { type: 'tool-input-delta', id, delta: text.slice(at, at + INPUT_PIECE) };
  }
  yield { type: 'tool-input-end', id };
  yield { type: 'tool-call', toolCallId: id, toolName: tool, input: text };
}
