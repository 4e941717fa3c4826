/*
 * What somebody would write by hand for just the events of `makeLog`: one switch, the same state as `reduce`, and older
 * states that stay as they were. It checks only what those events need, and shares no code with the engine.
 */
import type { CallEntry, Entry, Event, Run, State } from '@twelvefold/core';
import { added, emptyList, entryAt, replaced, toArray, type List } from './hand-written-list.ts';

/** As `State`, with a list in which nothing is copied twice, and its own index of open calls. */
export interface HandState extends Omit<State, 'entries' | 'open' | 'asks'> {
  readonly list: List<Entry>;
  /** Where each unsettled call stands in the list. */
  readonly open: Readonly<Record<string, number>>;
}

export function foldByHand(events: readonly Event[]): HandState {
  return events.reduce(step, initial);
}

/** What both states say, for comparing them: how either finds its open calls is its own affair. */
export function saidBy({ list, open, ...rest }: HandState): unknown {
  return { ...rest, entries: toArray(list), open: Object.keys(open) };
}

const initial: HandState = {
  threadId: '',
  seq: 0,
  atMs: 0,
  list: emptyList,
  open: {},
  step: 0,
  attempts: 0,
  inputSeq: 0,
  requestSeq: 0,
  rules: [],
};

export function step(before: HandState, event: Event): HandState {
  const { id, threadId, seq, atMs } = event;
  const unchanged = (): HandState => ({ ...before, threadId, seq, atMs });
  switch (event.type) {
    case 'thread.started':
      return { ...before, threadId, seq, atMs, agent: event.agent };
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
      const list = added<Entry>(before.list, { kind: 'message', id, seq, atMs, source, by, text });
      return {
        ...before,
        threadId,
        seq,
        atMs,
        inputSeq: seq,
        run: before.run?.status === 'active' ? before.run : run,
        list,
      };
    }
    case 'context.prefetched':
      return {
        ...before,
        threadId,
        seq,
        atMs,
        list: added<Entry>(before.list, { kind: 'prefetch', id, seq, atMs, key: event.key, data: event.data }),
      };
    case 'model.requested': {
      const { step: asked, attempt, runner, leaseUntilMs } = event;
      const { lastReply: _, ...rest } = before;
      return {
        ...rest,
        threadId,
        seq,
        atMs,
        request: { seq, step: asked, attempt, runner, leaseUntilMs },
        requestSeq: seq,
        attempts: attempt,
      };
    }
    case 'model.replied':
      return before.request?.step === event.step && before.request.attempt === event.attempt
        ? reply(before, event)
        : unchanged();
    case 'call.admitted':
      return change(before, event, 'selected', (call) => ({
        ...call,
        status: 'ready',
        inputHash: event.inputHash,
      }));
    case 'call.gated':
      return change(before, event, 'selected', (call) => ({
        ...call,
        status: 'gated',
        inputHash: event.inputHash,
        gate: { quorum: event.quorum, ...(event.reason !== undefined && { reason: event.reason }) },
      }));
    case 'call.approved':
      return change(before, event, 'gated', (call) => {
        if (call.inputHash !== event.inputHash) return call;
        const decisions = [
          ...call.decisions,
          { kind: 'approved' as const, by: event.by, atMs, inputHash: event.inputHash },
        ];
        return { ...call, decisions, status: decisions.length >= (call.gate?.quorum ?? 1) ? 'ready' : 'gated' };
      });
    case 'call.claimed': {
      const { attempt, runner, leaseUntilMs, idempotencyKey, inputHash } = event;
      return change(before, event, 'ready', (call) => {
        if (call.inputHash !== inputHash || attempt !== (call.claim?.attempt ?? 0) + 1) return call;
        return { ...call, status: 'running', claim: { attempt, runner, leaseUntilMs, atMs, idempotencyKey } };
      });
    }
    case 'call.succeeded': {
      const changed = change(before, event, 'running', (call) => {
        if (call.claim?.attempt !== event.attempt) return call;
        return { ...call, status: 'succeeded', output: event.output, settledAtMs: atMs };
      });
      const { [event.callId]: _, ...open } = changed.open;
      const run = changed.run && changed.run.errors > 0 ? { run: { ...changed.run, errors: 0 } } : {};
      return { ...changed, open, ...run };
    }
    case 'run.finished': {
      if (before.run?.status !== 'active') return unchanged();
      const { request: _, ...rest } = before;
      const notice = { kind: 'notice' as const, id, seq, atMs, type: event.type, text: event.note ?? '' };
      return {
        ...rest,
        threadId,
        seq,
        atMs,
        run: { ...before.run, status: 'finished' },
        list: added<Entry>(before.list, notice),
      };
    }
    default:
      throw new Error(`This log has no ${event.type}.`);
  }
}

function reply(state: HandState, event: Event<'model.replied'>): HandState {
  const { threadId, seq, atMs, step: answered, content, finishReason, usage, costUsd = 0 } = event;
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
    threadId,
    seq,
    atMs,
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
  before: HandState,
  event: CallEvent,
  from: CallEntry['status'],
  to: (call: CallEntry) => CallEntry,
): HandState {
  const { callId, threadId, seq, atMs } = event;
  const index = before.open[callId];
  const call = index === undefined ? undefined : entryAt(before.list, index);
  const next = call?.kind === 'call' && call.status === from ? to(call) : undefined;
  if (index === undefined || next === undefined || next === call) return { ...before, threadId, seq, atMs };
  return { ...before, threadId, seq, atMs, list: replaced<Entry>(before.list, index, next) };
}

type CallEvent = Extract<Event, { readonly type: `call.${string}` }>;
