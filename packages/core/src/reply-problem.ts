import type { FinishReason, ReplyPart } from './event.ts';
import { isJsonObject, type Json } from './json.ts';

/** More calls in one reply are refused: nobody asks for that many, and what a thread does grows with their square. */
const MAX_CALLS = 128;

const FINISH_REASONS: { readonly [R in FinishReason]: true } = {
  stop: true,
  calls: true,
  length: true,
  content_filter: true,
  error: true,
  other: true,
};

/** What keeps a reply out of the log, and whether another attempt may do better. */
export interface ReplyProblem {
  readonly message: string;
  readonly retryable: boolean;
}

/** What is wrong with what an adapter made of a reply; `undefined` when it can be logged. */
export function findReplyProblem(
  step: number,
  content: Json,
  finishReason: unknown,
  usage: unknown,
): ReplyProblem | undefined {
  const problem = (message: string): ReplyProblem => ({ message, retryable: true });
  if (!Array.isArray(content)) return problem('The reply has no list of parts.');
  const wrongPart = content.findIndex((part) => !isReplyPart(part));
  if (wrongPart >= 0) return problem(`Part ${wrongPart} of the reply is none that the log can hold.`);
  const parts = content as unknown as readonly ReplyPart[];
  if (typeof finishReason !== 'string' || !Object.hasOwn(FINISH_REASONS, finishReason))
    return problem('The reply does not say why it ended: give it a known finishReason.');
  if (typeof usage !== 'object' || usage === null) return problem('The reply does not say its usage.');
  const callIds = parts.flatMap((part) => (part.type === 'call' ? [part.callId] : []));
  const wrongId = callIds.find((id, index) => id !== `${step}.${index}`);
  if (wrongId !== undefined) return problem(`The calls of step ${step} are ${step}.0, ${step}.1 …, not ${wrongId}.`);
  if (callIds.length <= MAX_CALLS) return undefined;
  const message = `The model made ${callIds.length} calls in one reply; at most ${MAX_CALLS} are taken. None of them ran.`;
  return { message, retryable: false };
}

function isReplyPart(part: Json): boolean {
  if (!isJsonObject(part) || !isMetadata(part.providerMetadata)) return false;
  if (part.type === 'text' || part.type === 'reasoning') return isText(part.text);
  if (part.type !== 'call') return false;
  const { callId, providerCallId, tool, inputText = '' } = part;
  return [callId, providerCallId, tool, inputText].every(isText);
}

function isMetadata(value: Json | undefined): boolean {
  return value === undefined || (isJsonObject(value) && Object.values(value).every(isJsonObject));
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}
