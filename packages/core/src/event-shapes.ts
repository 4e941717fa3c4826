import type { ErrorFact } from './error-fact.ts';
import type {
  Actor,
  AnswerFormat,
  EventType,
  Facts,
  Envelope,
  ProviderMetadata,
  ReplyPart,
  Resolution,
  Usage,
  Verdict,
} from './event.ts';
import {
  amount,
  count,
  flag,
  json,
  jsonObject,
  list,
  maybe,
  object,
  oneOf,
  ordinal,
  record,
  text,
  variants,
  yes,
  type Fields,
  type Shape,
} from './shape.ts';

const actor: Shape<Actor> = object({
  kind: oneOf({ person: true, system: true, agent: true }),
  id: text,
  name: maybe(text),
});
const error: Shape<ErrorFact> = object({
  name: text,
  message: text,
  code: maybe(text),
  frames: maybe(list(text)),
  issues: maybe(list(object({ path: text, message: text }))),
});
const metadata: { readonly optional: Shape<ProviderMetadata> } = maybe(record(jsonObject));
const replyPart: Shape<ReplyPart> = variants('type', {
  text: { text, providerMetadata: metadata },
  reasoning: { text, providerMetadata: metadata },
  call: {
    callId: text,
    providerCallId: text,
    tool: text,
    input: maybe(json),
    inputText: maybe(text),
    providerMetadata: metadata,
  },
});
const usage: Shape<Usage> = object({
  inputTokens: amount,
  outputTokens: amount,
  cachedInputTokens: maybe(amount),
  reasoningTokens: maybe(amount),
});
const answerFormat: Shape<AnswerFormat> = variants('kind', { text: {}, yes_no: {}, choice: { options: list(text) } });
const resolution: Shape<Resolution> = variants('kind', { happened: { output: json }, retry: {}, give_up: {} });
const verdict: Shape<Verdict> = variants('then', {
  continue: { note: maybe(text) },
  finish: { note: maybe(text) },
  fail: { note: text },
  ask: { question: text },
});
const gate: Fields<NonNullable<Facts['call.admitted']['gate']>> = {
  reason: maybe(text),
  approvers: maybe(list(text)),
  quorum: ordinal,
  expiresAtMs: maybe(amount),
};
const limit: Shape<Facts['limit.reached']['limit']> = oneOf({
  steps: true,
  tokens: true,
  costUsd: true,
  wallTimeMs: true,
});

/** What every event must have besides its type and payload. */
export const envelopeFields: Fields<Envelope> = {
  id: text,
  threadId: text,
  seq: ordinal,
  atMs: amount,
  v: ordinal,
  hash: maybe(text),
};

/** What the payload of every event must have, by its type. */
export const eventShapes: { readonly [T in EventType]: Fields<Facts[T]> } = {
  'thread.started': { agent: object({ name: text, version: text }) },
  'thread.forked': { from: object({ threadId: text, seq: count }) },

  'message.received': {
    source: oneOf({ ui: true, webhook: true, slack: true, email: true, cron: true, agent: true }),
    text,
    by: actor,
    data: maybe(jsonObject),
    steers: maybe(yes),
  },
  'context.prefetched': { key: text, data: json },

  'model.requested': {
    step: count,
    attempt: ordinal,
    promptVersion: text,
    contextHash: text,
    modelId: text,
    runner: text,
    leaseUntilMs: amount,
  },
  'model.replied': {
    step: count,
    attempt: ordinal,
    content: list(replyPart),
    finishReason: oneOf({ stop: true, calls: true, length: true, content_filter: true, error: true, other: true }),
    usage,
    costUsd: maybe(amount),
  },
  'model.failed': { step: count, attempt: ordinal, error, retryable: flag, retryAfterMs: maybe(amount) },

  'call.admitted': {
    callId: text,
    inputHash: text,
    ruleId: maybe(text),
    gate: maybe(object(gate)),
    parsedHash: maybe(text),
  },
  'call.gated': { callId: text, inputHash: text, parsedHash: maybe(text), ...gate },
  'call.rejected': {
    callId: text,
    reason: oneOf({ unknown_tool: true, invalid_json: true, invalid_input: true, policy: true }),
    error,
  },
  'call.approved': {
    callId: text,
    inputHash: text,
    by: actor,
    editedInput: maybe(json),
    editedInputHash: maybe(text),
    parsedHash: maybe(text),
    gate: maybe(object({ approvers: maybe(list(text)), quorum: ordinal })),
  },
  'call.denied': { callId: text, inputHash: text, by: actor, reason: maybe(text), suggestion: maybe(text) },
  'call.expired': { callId: text },

  'call.claimed': {
    callId: text,
    attempt: ordinal,
    inputHash: text,
    idempotencyKey: text,
    runner: text,
    leaseUntilMs: amount,
  },
  'call.succeeded': { callId: text, attempt: ordinal, output: json },
  'call.failed': { callId: text, attempt: ordinal, error },
  'call.doubted': { callId: text, attempt: ordinal },
  'call.resolved': { callId: text, attempt: ordinal, resolution, by: actor },

  'undo.requested': { callId: text, undoes: text, by: actor, reason: maybe(text) },

  'rule.added': { ruleId: text, tool: text, by: actor, callId: maybe(text) },
  'rule.revoked': { ruleId: text, by: actor },

  'human.asked': {
    askId: text,
    callId: maybe(text),
    question: text,
    format: answerFormat,
    urgency: oneOf({ low: true, normal: true, high: true }),
    reason: oneOf({ tool: true, errors: true, flow: true }),
  },
  'human.answered': { askId: text, answer: json, by: actor },

  'run.paused': { by: actor },
  'run.resumed': { by: actor },
  'run.cancelled': { by: actor, reason: maybe(text) },
  'run.finished': {
    reason: oneOf({ replied: true, length: true, content_filter: true, flow: true }),
    note: maybe(text),
  },
  'run.failed': { error },

  'limit.reached': { limit, used: amount, max: amount },
  'limit.raised': { limit, max: amount, by: actor },

  'timer.set': { timerId: text, untilMs: amount },
  'timer.fired': { timerId: text },

  'flow.visited': { state: text, step: count, verdict },
};
