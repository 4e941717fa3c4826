import { describeError } from './error-fact.ts';
import { withEntry, withNotice } from './entries.ts';
import type { Event, ReplyCall } from './event.ts';
import type { CallEntry } from './entry.ts';
import type { Folding } from './folding.ts';
import { unreachable } from './unreachable.ts';

/** One step of the model: requested, then replied or failed. An answer to a request that is not open changes nothing. */
export function reduceModel(
  state: Folding,
  event: Event<'model.requested' | 'model.replied' | 'model.failed'>,
): Folding {
  switch (event.type) {
    case 'model.requested': {
      if (state.run?.status !== 'active') return state;
      const { seq, step, attempt, runner, leaseUntilMs } = event;
      state.lastReply = undefined;
      state.request = { seq, step, attempt, runner, leaseUntilMs };
      state.requestSeq = seq;
      state.attempts = attempt;
      return state;
    }
    case 'model.replied':
      return answersRequest(state, event) ? reply(state, event) : state;
    case 'model.failed': {
      if (!state.run || !answersRequest(state, event)) return state;
      const { error, retryable, retryAfterMs } = event;
      const lastFailure = { error, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
      const run = { ...state.run, modelFailures: state.run.modelFailures + 1, lastFailure };
      return withNotice({ ...closeRequest(state), run }, event, describeError(error));
    }
    default:
      return unreachable(event, state);
  }
}

/** The state without a request in flight: whoever made it will be refused. */
export function closeRequest(state: Folding): Folding {
  return state.request ? { ...state, request: undefined } : state;
}

function answersRequest(state: Folding, answer: { readonly step: number; readonly attempt: number }): boolean {
  return state.request?.step === answer.step && state.request.attempt === answer.attempt;
}

function reply(state: Folding, event: Event<'model.replied'>): Folding {
  const { seq, atMs, step, content, finishReason, usage, costUsd = 0 } = event;
  const { requestSeq, run } = state;
  let text = '';
  let reasoning = '';
  for (const part of content) {
    if (part.type === 'text') text += part.text;
    if (part.type === 'reasoning') reasoning += part.text;
  }
  const id = `reply-${step}`;
  withEntry(state, { kind: 'reply', id, seq, atMs, requestSeq, step, text, reasoning, content, finishReason, usage });
  let calls = 0;
  for (const part of content) {
    if (part.type !== 'call') continue;
    state.open = [...state.open, state.entries.length];
    withEntry(state, selected(part, event));
    calls++;
  }
  state.request = undefined;
  state.step = step;
  state.attempts = 0;
  state.lastReply = { calls, finishReason };
  if (run)
    state.run = {
      ...run,
      steps: run.steps + 1,
      tokens: run.tokens + usage.inputTokens + usage.outputTokens,
      costUsd: run.costUsd + costUsd,
      modelFailures: 0,
    };
  return state;
}

function selected(call: ReplyCall, event: Event<'model.replied'>): CallEntry {
  const { callId, tool, providerCallId, providerMetadata, input, inputText = '' } = call;
  const entry: CallEntry = {
    kind: 'call',
    id: callId,
    seq: event.seq,
    atMs: event.atMs,
    step: event.step,
    tool,
    providerCallId,
    status: 'selected',
    input: input === undefined ? inputText : input,
    inputHash: '',
    decisions: [],
  };
  const parsed: CallEntry = input === undefined ? { ...entry, unparsed: true } : entry;
  return providerMetadata ? { ...parsed, providerMetadata } : parsed;
}
