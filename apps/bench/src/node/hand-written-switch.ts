/*
 * What somebody would write by hand for just the events of `makeLog`: one switch, the same state as `reduce`, and older
 * states that stay as they were. It checks only what those events need, and shares no code with the engine.
 */
import type { CallEntry, Entry, Event, Run, State } from '@twelvefold/core';
import { added, emptyList, entryAt, replaced, toArray, type List } from './hand-written-list.ts';

/** As `State`, with a list in which nothing is copied twice. */
export interface HandState extends Omit<State, 'entries'> {
  readonly list: List<Entry>;
}

export function foldByHand(events: readonly Event[]): HandState {
  return events.reduce(step, initial);
}

/** The same as the engine's state, for comparing them. */
export function toState({ list, ...rest }: HandState): State {
  return { ...rest, entries: toArray(list) };
}

const initial: HandState = {
  threadId: '',
  seq: 0,
  atMs: 0,
  list: emptyList,
  open: {},
  asks: {},
  step: 0,
  attempts: 0,
  inputSeq: 0,
  requestSeq: 0,
  rules: [],
};

export function step(before: HandState, event: Event): HandState {
  const { id, threadId, seq, atMs } = event;
  const state: HandState = { ...before, threadId, seq, atMs };
  switch (event.type) {
    case 'thread.started':
      return { ...state, agent: event.agent };
    case 'message.received': {
      const { source, by, text } = event;
      const run: Run = {
        id: seq,
        status: 'active',
        startedAtMs: atMs,
        steps: 0,
        tokens: 0,
        costUsd: 0,
        errors: 0,
        modelFailures: 0,
        raised: {},
        visited: {},
      };
      const list = added<Entry>(state.list, { kind: 'message', id, seq, atMs, source, by, text });
      return { ...state, inputSeq: seq, run: state.run?.status === 'active' ? state.run : run, list };
    }
    case 'context.prefetched':
      return {
        ...state,
        list: added<Entry>(state.list, { kind: 'prefetch', id, seq, atMs, key: event.key, data: event.data }),
      };
    case 'model.requested': {
      const { step: asked, attempt, runner, leaseUntilMs } = event;
      const { lastReply: _, ...rest } = state;
      return {
        ...rest,
        request: { seq, step: asked, attempt, runner, leaseUntilMs },
        requestSeq: seq,
        attempts: attempt,
      };
    }
    case 'model.replied':
      return state.request?.step === event.step && state.request.attempt === event.attempt
        ? reply(state, event)
        : state;
    case 'call.admitted':
      return change(state, event.callId, 'selected', (call) => ({
        ...call,
        status: 'ready',
        inputHash: event.inputHash,
      }));
    case 'call.gated':
      return change(state, event.callId, 'selected', (call) => ({
        ...call,
        status: 'gated',
        inputHash: event.inputHash,
        gate: { quorum: event.quorum, ...(event.reason !== undefined && { reason: event.reason }) },
      }));
    case 'call.approved':
      return change(state, event.callId, 'gated', (call) => {
        if (call.inputHash !== event.inputHash) return call;
        const decisions = [
          ...call.decisions,
          { kind: 'approved' as const, by: event.by, atMs, inputHash: event.inputHash },
        ];
        return { ...call, decisions, status: decisions.length >= (call.gate?.quorum ?? 1) ? 'ready' : 'gated' };
      });
    case 'call.claimed': {
      const { attempt, runner, leaseUntilMs, idempotencyKey, inputHash } = event;
      return change(state, event.callId, 'ready', (call) => {
        if (call.inputHash !== inputHash || attempt !== (call.claim?.attempt ?? 0) + 1) return call;
        return { ...call, status: 'running', claim: { attempt, runner, leaseUntilMs, atMs, idempotencyKey } };
      });
    }
    case 'call.succeeded': {
      const changed = change(state, event.callId, 'running', (call) => {
        if (call.claim?.attempt !== event.attempt) return call;
        return { ...call, status: 'succeeded', output: event.output, settledAtMs: atMs };
      });
      const { [event.callId]: _, ...open } = changed.open;
      const run = changed.run && changed.run.errors > 0 ? { run: { ...changed.run, errors: 0 } } : {};
      return { ...changed, open, ...run };
    }
    case 'run.finished': {
      if (state.run?.status !== 'active') return state;
      const { request: _, ...rest } = state;
      const notice = { kind: 'notice' as const, id, seq, atMs, type: event.type, text: event.note ?? '' };
      return { ...rest, run: { ...state.run, status: 'finished' }, list: added<Entry>(state.list, notice) };
    }
    default:
      throw new Error(`This log has no ${event.type}.`);
  }
}

function reply(state: HandState, event: Event<'model.replied'>): HandState {
  const { seq, atMs, step: answered, content, finishReason, usage, costUsd = 0 } = event;
  const { request: _, requestSeq, run, ...rest } = state;
  let text = '';
  let reasoning = '';
  for (const part of content) {
    if (part.type === 'text') text += part.text;
    if (part.type === 'reasoning') reasoning += part.text;
  }
  let list = added<Entry>(state.list, {
    kind: 'reply',
    id: `reply-${answered}`,
    seq,
    requestSeq,
    atMs,
    step: answered,
    text,
    reasoning,
    content,
    finishReason,
    usage,
  });
  let open = state.open;
  let calls = 0;
  for (const part of content) {
    if (part.type !== 'call') continue;
    calls++;
    open = { ...open, [part.callId]: list.size };
    list = added<Entry>(list, {
      kind: 'call',
      id: part.callId,
      seq,
      atMs,
      step: answered,
      tool: part.tool,
      providerCallId: part.providerCallId,
      status: 'selected',
      input: part.input ?? null,
      inputHash: '',
      decisions: [],
    });
  }
  return {
    ...rest,
    requestSeq,
    list,
    open,
    step: answered,
    attempts: 0,
    lastReply: { calls, finishReason },
    ...(run && {
      run: {
        ...run,
        steps: run.steps + 1,
        tokens: run.tokens + usage.inputTokens + usage.outputTokens,
        costUsd: run.costUsd + costUsd,
        modelFailures: 0,
      },
    }),
  };
}

/** The state with another call in its place, if the call is where this can happen to it. */
function change(
  state: HandState,
  callId: string,
  from: CallEntry['status'],
  to: (call: CallEntry) => CallEntry,
): HandState {
  const index = state.open[callId];
  const call = index === undefined ? undefined : entryAt(state.list, index);
  if (index === undefined || call?.kind !== 'call' || call.status !== from) return state;
  const next = to(call);
  return next === call ? state : { ...state, list: replaced<Entry>(state.list, index, next) };
}
