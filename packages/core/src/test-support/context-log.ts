import { stamp, type Actor, type Event, type EventDraft, type ReplyPart } from '../event.ts';
import type { Json } from '../json.ts';

export const ann: Actor = { kind: 'person', id: 'ann', name: 'Ann' };
export const bob: Actor = { kind: 'person', id: 'bob' };

/** The log of one thread that starts and then holds these facts. */
export function log(...drafts: readonly (EventDraft | readonly EventDraft[])[]): readonly Event[] {
  const started: EventDraft = { type: 'thread.started', agent: { name: 'desk', version: '1' } };
  return stamp([started, ...drafts.flat()], { threadId: 't1', seq: 0, atMs: 1_000 });
}

export function said(text: string, rest: Partial<EventDraft<'message.received'>> = {}): EventDraft {
  return { type: 'message.received', source: 'ui', text, by: bob, ...rest };
}

export function asked(step: number, attempt = 1): EventDraft<'model.requested'> {
  const context = { promptVersion: 'p1', contextHash: 'c1', modelId: 'scripted', runner: 'tab', leaseUntilMs: 9_000 };
  return { type: 'model.requested', step, attempt, ...context };
}

export function replied(step: number, content: readonly ReplyPart[], attempt = 1): EventDraft<'model.replied'> {
  const finishReason = content.some((part) => part.type === 'call') ? 'calls' : 'stop';
  return { type: 'model.replied', step, attempt, content, finishReason, usage: { inputTokens: 3, outputTokens: 2 } };
}

/** A call with the provider's id `p<callId>`. */
export function call(callId: string, tool: string, input: Json): ReplyPart {
  return { type: 'call', callId, providerCallId: `p${callId}`, tool, input };
}

export function admitted(callId: string): EventDraft {
  return { type: 'call.admitted', callId, inputHash: 'h' };
}

export function gated(callId: string): EventDraft {
  return { type: 'call.gated', callId, inputHash: 'h', quorum: 1 };
}

export function claimed(callId: string, attempt = 1, inputHash = 'h'): EventDraft {
  return {
    type: 'call.claimed',
    callId,
    attempt,
    inputHash,
    idempotencyKey: `t1:${callId}`,
    runner: 'tab',
    leaseUntilMs: 9_000,
  };
}

/** Admitted, claimed, done. */
export function ran(callId: string, output: Json): readonly EventDraft[] {
  return [admitted(callId), claimed(callId), { type: 'call.succeeded', callId, attempt: 1, output }];
}

/** Admitted, claimed, failed. */
export function broke(callId: string, message: string): readonly EventDraft[] {
  return [
    admitted(callId),
    claimed(callId),
    { type: 'call.failed', callId, attempt: 1, error: { name: 'Error', message } },
  ];
}
