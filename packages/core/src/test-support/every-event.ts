import type { Event, EventDraft, EventType } from '../event.ts';
import { ann, asked, call, log, replied } from './context-log.ts';

const error = {
  name: 'Error',
  message: 'No.',
  code: 'E1',
  frames: ['at a (b.ts:1:1)'],
  issues: [{ path: 'a', message: 'b' }],
};
const usage = { inputTokens: 1, outputTokens: 2, cachedInputTokens: 0, reasoningTokens: 0.5 };
const metadata = { providerMetadata: { openai: { itemId: 'i' } } };
const gate = { reason: 'r', approvers: ['ann'], quorum: 1, expiresAtMs: 9 };
const id = { callId: '1.0' };
const attempt = { ...id, attempt: 1 };

/** Every event with every field it may have. */
export const everyEvent: { readonly [T in EventType]: EventDraft<T> } = {
  'thread.started': { type: 'thread.started', agent: { name: 'desk', version: '1' } },
  'thread.forked': { type: 'thread.forked', from: { threadId: 't0', seq: 3 } },
  'message.received': {
    type: 'message.received',
    source: 'slack',
    text: 'Hi',
    by: ann,
    data: { deep: [{ n: null }] },
    steers: true,
  },
  'context.prefetched': { type: 'context.prefetched', key: 'k', data: [1] },
  'model.requested': asked(1),
  'model.replied': {
    ...replied(1, [
      { type: 'text', text: 'a', ...metadata },
      { type: 'reasoning', text: 'b', ...metadata },
      { ...call('1.0', 'look', {}), ...metadata },
      { type: 'call', callId: '1.1', providerCallId: 'p', tool: 'look', inputText: '{' },
    ]),
    usage,
    costUsd: 0.01,
  },
  'model.failed': { type: 'model.failed', step: 1, attempt: 1, error, retryable: true, retryAfterMs: 5 },
  'call.admitted': { type: 'call.admitted', ...id, inputHash: 'h', ruleId: 'r', gate, parsedHash: 'p' },
  'call.gated': {
    type: 'call.gated',
    ...id,
    inputHash: 'h',
    parsedHash: 'p',
    reason: 'r',
    approvers: ['ann'],
    quorum: 1,
    expiresAtMs: 9,
  },
  'call.rejected': { type: 'call.rejected', ...id, reason: 'policy', error },
  'call.approved': {
    type: 'call.approved',
    ...id,
    inputHash: 'h',
    by: ann,
    editedInput: { a: 1 },
    editedInputHash: 'h2',
    parsedHash: 'p2',
    gate: { approvers: ['ann'], quorum: 1 },
  },
  'call.denied': { type: 'call.denied', ...id, inputHash: 'h', by: ann, reason: 'r', suggestion: 's' },
  'call.expired': { type: 'call.expired', ...id },
  'call.claimed': {
    type: 'call.claimed',
    ...attempt,
    inputHash: 'h',
    idempotencyKey: 'k',
    runner: 'tab',
    leaseUntilMs: 9,
  },
  'call.succeeded': { type: 'call.succeeded', ...attempt, output: null },
  'call.failed': { type: 'call.failed', ...attempt, error },
  'call.doubted': { type: 'call.doubted', ...attempt },
  'call.resolved': { type: 'call.resolved', ...attempt, resolution: { kind: 'happened', output: 1 }, by: ann },
  'undo.requested': { type: 'undo.requested', callId: '1.0.undo', undoes: '1.0', by: ann, reason: 'r' },
  'rule.added': { type: 'rule.added', ruleId: 'rule-9', tool: 'look', by: ann, callId: '1.0' },
  'rule.revoked': { type: 'rule.revoked', ruleId: 'rule-9', by: ann },
  'human.asked': {
    type: 'human.asked',
    askId: 'a',
    ...id,
    question: 'q',
    format: { kind: 'choice', options: ['x', 'y'] },
    urgency: 'low',
    reason: 'tool',
  },
  'human.answered': { type: 'human.answered', askId: 'a', answer: 'x', by: ann },
  'run.paused': { type: 'run.paused', by: ann },
  'run.resumed': { type: 'run.resumed', by: ann },
  'run.cancelled': { type: 'run.cancelled', by: ann, reason: 'r' },
  'run.finished': { type: 'run.finished', reason: 'flow', note: 'n' },
  'run.failed': { type: 'run.failed', error },
  'limit.reached': { type: 'limit.reached', limit: 'costUsd', used: 1.5, max: 1 },
  'limit.raised': { type: 'limit.raised', limit: 'costUsd', max: 2, by: ann },
  'timer.set': { type: 'timer.set', timerId: 't', untilMs: 9 },
  'timer.fired': { type: 'timer.fired', timerId: 't' },
  'flow.visited': { type: 'flow.visited', state: 's', step: 1, verdict: { then: 'ask', question: 'q' } },
};

/** A log with all of them. */
export const everything: readonly Event[] = log(...Object.values(everyEvent).slice(1));
