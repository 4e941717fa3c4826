/*
 * What somebody would write by hand for just the events of `makeLog`, and who wants only the last state: one switch that
 * writes on the state. Entries are handed to a UI, so a call that changes becomes another object. It checks only what those
 * events need, and shares no code with the engine.
 */
import type { CallEntry, Entry, Event, Run, State } from '@twelvefold/core';

/** As `State`, to write on, with its own index of open calls. */
export interface HandState extends Mutable<Omit<State, 'entries' | 'open' | 'asks' | Optional>> {
  agent: State['agent'] | undefined;
  run: Mutable<Run> | undefined;
  request: State['request'] | undefined;
  lastReply: State['lastReply'] | undefined;
  readonly entries: Entry[];
  /** Where each unsettled call stands among the entries. */
  readonly open: Map<string, number>;
}

type Optional = 'agent' | 'run' | 'request' | 'lastReply';
type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

export function foldByHand(events: readonly Event[]): HandState {
  const state: HandState = {
    threadId: '',
    agent: undefined,
    seq: 0,
    atMs: 0,
    entries: [],
    open: new Map(),
    run: undefined,
    request: undefined,
    step: 0,
    attempts: 0,
    inputSeq: 0,
    requestSeq: 0,
    rules: [],
    lastReply: undefined,
  };
  for (const event of events) apply(state, event);
  return state;
}

function apply(state: HandState, event: Event): void {
  const { id, threadId, seq, atMs } = event;
  state.threadId = threadId;
  state.seq = seq;
  state.atMs = atMs;
  switch (event.type) {
    case 'thread.started':
      state.agent = event.agent;
      return;
    case 'message.received': {
      const { source, by, text } = event;
      state.inputSeq = seq;
      if (state.run?.status !== 'active') state.run = startedRun(event);
      state.entries.push({ kind: 'message', id, seq, atMs, source, by, text });
      return;
    }
    case 'context.prefetched':
      state.entries.push({ kind: 'prefetch', id, seq, atMs, key: event.key, data: event.data });
      return;
    case 'model.requested': {
      const { step, attempt, runner, leaseUntilMs } = event;
      state.lastReply = undefined;
      state.request = { seq, step, attempt, runner, leaseUntilMs };
      state.requestSeq = seq;
      state.attempts = attempt;
      return;
    }
    case 'model.replied':
      if (state.request?.step === event.step && state.request.attempt === event.attempt) reply(state, event);
      return;
    case 'call.admitted':
      change(state, event, 'selected', (call) => ({ ...call, status: 'ready', inputHash: event.inputHash }));
      return;
    case 'call.gated':
      change(state, event, 'selected', (call) => ({
        ...call,
        status: 'gated',
        inputHash: event.inputHash,
        gate: { quorum: event.quorum, ...(event.reason !== undefined && { reason: event.reason }) },
      }));
      return;
    case 'call.approved':
      change(state, event, 'gated', (call) => {
        if (call.inputHash !== event.inputHash) return undefined;
        const { by, inputHash } = event;
        const decisions = [...call.decisions, { kind: 'approved' as const, by, atMs, inputHash }];
        return { ...call, decisions, status: decisions.length >= (call.gate?.quorum ?? 1) ? 'ready' : 'gated' };
      });
      return;
    case 'call.claimed': {
      const { attempt, runner, leaseUntilMs, idempotencyKey, inputHash } = event;
      change(state, event, 'ready', (call) => {
        if (call.inputHash !== inputHash || attempt !== (call.claim?.attempt ?? 0) + 1) return undefined;
        return { ...call, status: 'running', claim: { attempt, runner, leaseUntilMs, atMs, idempotencyKey } };
      });
      return;
    }
    case 'call.succeeded': {
      const hasSettled = change(state, event, 'running', (call) => {
        if (call.claim?.attempt !== event.attempt) return undefined;
        return { ...call, status: 'succeeded', output: event.output, settledAtMs: atMs };
      });
      if (!hasSettled) return;
      state.open.delete(event.callId);
      if (state.run) state.run.errors = 0;
      return;
    }
    case 'run.finished':
      if (state.run?.status !== 'active') return;
      state.request = undefined;
      state.run.status = 'finished';
      state.entries.push({ kind: 'notice', id, seq, atMs, type: event.type, text: event.note ?? '' });
      return;
    default:
      throw new Error(`This log has no ${event.type}.`);
  }
}

function startedRun({ seq, atMs }: Event): Run {
  return {
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
}

function reply(state: HandState, event: Event<'model.replied'>): void {
  const { seq, atMs, step, content, finishReason, usage, costUsd = 0 } = event;
  const { entries, open, requestSeq, run } = state;
  let text = '';
  let reasoning = '';
  for (const part of content) {
    if (part.type === 'text') text += part.text;
    if (part.type === 'reasoning') reasoning += part.text;
  }
  entries.push({
    kind: 'reply',
    id: `reply-${step}`,
    seq,
    requestSeq,
    atMs,
    step,
    text,
    reasoning,
    content,
    finishReason,
    usage,
  });
  let calls = 0;
  for (const part of content) {
    if (part.type !== 'call') continue;
    calls++;
    open.set(part.callId, entries.length);
    entries.push({
      kind: 'call',
      id: part.callId,
      seq,
      atMs,
      step,
      tool: part.tool,
      providerCallId: part.providerCallId,
      status: 'selected',
      input: part.input ?? null,
      inputHash: '',
      decisions: [],
    });
  }
  state.request = undefined;
  state.step = step;
  state.attempts = 0;
  state.lastReply = { calls, finishReason };
  if (!run) return;
  run.steps++;
  run.tokens += usage.inputTokens + usage.outputTokens;
  run.costUsd += costUsd;
  run.modelFailures = 0;
}

/** Puts another call in its place, if the call is where this can happen to it; whether it did. */
function change(
  { entries, open }: HandState,
  { callId }: CallEvent,
  from: CallEntry['status'],
  to: (call: CallEntry) => CallEntry | undefined,
): boolean {
  const index = open.get(callId);
  if (index === undefined) return false;
  const call = entries[index];
  const next = call?.kind === 'call' && call.status === from ? to(call) : undefined;
  if (next) entries[index] = next;
  return next !== undefined;
}

type CallEvent = Extract<Event, { readonly type: `call.${string}` }>;
