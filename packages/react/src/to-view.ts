import {
  openAsks,
  openCalls,
  toolNamed,
  validate,
  type AskEntry,
  type CallEntry,
  type Draft,
  type DraftCall,
  type Tools,
} from '@twelvefold/core';
import type { AgentSnapshot, LiveAgent } from '@twelvefold/machine';
import type { AgentView, Approval, Doubt, OpenQuestion, StreamingCall, StreamingReply } from './agent-view.ts';

/** The view of a snapshot: the same object for the same snapshot. */
export function toView<TTools extends Tools>(agent: LiveAgent<TTools>, snapshot: AgentSnapshot): AgentView<TTools> {
  const cache = cacheOf(agent as unknown as LiveAgent);
  if (cache.view?.state !== snapshot.state || cache.snapshot !== snapshot) {
    cache.view = build(cache, snapshot);
    cache.snapshot = snapshot;
  }
  return cache.view as unknown as AgentView<TTools>;
}

/** The handles of one live agent: made once for each entry, dropped with it. */
interface Cache {
  readonly approvals: (call: CallEntry) => Approval;
  readonly questions: (ask: AskEntry) => OpenQuestion;
  readonly doubts: (call: CallEntry) => Doubt;
  readonly streaming: (call: DraftCall) => StreamingCall;
  snapshot?: AgentSnapshot;
  view?: AgentView;
}

const caches = new WeakMap<LiveAgent, Cache>();

function cacheOf(agent: LiveAgent): Cache {
  const known = caches.get(agent);
  if (known) return known;
  const cache: Cache = {
    approvals: once((call) => approvalOf(agent, call)),
    questions: once((ask) => ({ id: ask.id, ask, answer: (answer) => agent.answer(answer, { askId: ask.id }) })),
    doubts: once((call) => ({ id: call.id, call, resolve: (resolution) => agent.resolve(call.id, resolution) })),
    streaming: once(
      ({ callId, tool, input }) => ({ kind: 'call', id: callId, status: 'streaming', tool, input }) as StreamingCall,
    ),
  };
  caches.set(agent, cache);
  return cache;
}

function build(cache: Cache, snapshot: AgentSnapshot): AgentView {
  const { state, draft, phase } = snapshot;
  const before = cache.view;
  const calls = openCalls(state);
  const gated = calls.filter((call) => call.status === 'gated');
  const doubted = calls.filter((call) => call.status === 'doubted');
  return {
    ...snapshot,
    entries: (draft ? [...state.entries, ...streamingEntries(cache, draft)] : state.entries) as AgentView['entries'],
    approvals: keep(before?.approvals, gated.map(cache.approvals)),
    questions: keep(before?.questions, openAsks(state).map(cache.questions)),
    doubts: keep(before?.doubts, doubted.map(cache.doubts)),
    isBusy: phase === 'thinking' || phase === 'backingOff' || phase === 'running' || phase.startsWith('flow:'),
  };
}

function approvalOf(agent: LiveAgent, call: CallEntry): Approval {
  const tool = toolNamed(agent.definition.tools, call.tool);
  const parsed = tool && validate(tool.input, call.input);
  return {
    id: call.id,
    tool: call.tool,
    input: (parsed?.ok ? parsed.value : call.input) as never,
    call,
    approve: (edited) =>
      agent.approve(call.id, { seen: call.inputHash, ...(edited && { input: edited.input as never }) }),
    deny: (reason) => agent.deny(call.id, { seen: call.inputHash, ...(reason !== undefined && { reason }) }),
  };
}

function streamingEntries(cache: Cache, { step, parts }: Draft): readonly (StreamingReply | StreamingCall)[] {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const reasoning = parts.map((part) => (part.type === 'reasoning' ? part.text : '')).join('');
  const calls = parts.flatMap((part) => (part.type === 'call' ? [cache.streaming(part)] : []));
  return [{ kind: 'reply', id: `reply-${step}`, isStreaming: true, step, text, reasoning }, ...calls];
}

/** `make`, but once for each key. */
function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

/** The list from before when it holds the same things. */
function keep<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before?.length === now.length && before.every((item, index) => item === now[index]) ? before : now;
}
