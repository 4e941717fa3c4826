import {
  openAsks,
  openCalls,
  toolNamed,
  type CallEntry,
  type Draft,
  type DraftCall,
  type DraftPart,
  type Entry,
  type State,
  type Tools,
} from '@twelvefold/core';
import type { AgentSnapshot, LiveAgent } from '@twelvefold/machine';
import type { AgentView, StreamingReply, ViewEntry } from './agent-view.ts';
import { createApproval } from './approval.ts';
import { createInputCheck } from './check-input.ts';
import { createDoubt } from './doubt.ts';
import { withEntries, type EntryParts } from './entry-parts.ts';
import { isBusy } from './is-busy.ts';
import { once } from './once.ts';
import { createQuestion } from './open-question.ts';
import { lastUndos, withUndo } from './undo.ts';
import type { ViewCall } from './view-call.ts';
import type { ViewSource } from './view-source.ts';

/** The view of a snapshot: the same object for the same snapshot. */
export function toView<TTools extends Tools>(agent: LiveAgent<TTools>, snapshot: AgentSnapshot): AgentView<TTools> {
  return viewerOf(agent)(snapshot) as AgentView<TTools>;
}

/** Made once for each agent, dropped with it. */
export const viewerOf: (agent: ViewSource) => (snapshot: AgentSnapshot) => AgentView = once((agent: ViewSource) => {
  const check = createInputCheck(agent.definition.tools);
  const approvalOf = once((call: CallEntry) => createApproval(agent, call, check(call)));
  const doubtOf = once((call: CallEntry) => createDoubt(agent, call, check(call)));
  const questionOf = once(createQuestion.bind(undefined, agent));
  const viewCall = (call: CallEntry, undo?: CallEntry): ViewCall => {
    const { tool: toolName, ...facts } = call;
    const handle =
      call.status === 'gated' ? { approval: approvalOf(call) } : call.status === 'doubted' && { doubt: doubtOf(call) };
    return withUndo(agent, call, undo, { ...facts, toolName, ...check(call), ...handle }) as ViewCall;
  };
  const loggedCall = once((call: CallEntry) => viewCall(call));
  const undoneCall = once((undo: CallEntry) => once((call: CallEntry) => viewCall(call, undo)));
  const streamingCall = once(({ callId, tool, input }: DraftCall) => {
    const known = toolNamed(agent.definition.tools, tool) && tool;
    return { kind: 'call', id: callId, tool: known, toolName: tool, status: 'streaming', input } as ViewCall;
  });
  let log: Log | undefined;
  let reply: { readonly said: readonly DraftPart[]; readonly entry: StreamingReply } | undefined;
  let parts: EntryParts | undefined;
  let open: Open | undefined;

  const openIn = once((state: State): Open => {
    const calls = openCalls(state);
    open = {
      approvals: keep(open?.approvals, calls.filter(({ status }) => status === 'gated').map(approvalOf)),
      questions: keep(open?.questions, openAsks(state).map(questionOf)),
      doubts: keep(open?.doubts, calls.filter(({ status }) => status === 'doubted').map(doubtOf)),
    };
    return open;
  });

  const streaming = once(({ step, parts: all }: Draft): readonly ViewEntry[] => {
    const said = all.filter(({ type }) => type !== 'call');
    if (reply?.entry.step !== step || keep(reply.said, said) === said) reply = { said, entry: toReply(step, said) };
    return [reply.entry, ...all.flatMap((part) => (part.type === 'call' ? [streamingCall(part)] : []))];
  });

  return once(({ state, draft, ...rest }: AgentSnapshot): AgentView => {
    const finished = showLog(state.entries);
    const streams = draft ? streaming(draft) : nothing;
    if (parts?.finished !== finished || parts.streaming !== streams) parts = { finished, streaming: streams };
    const isPast = agent.isPast === true;
    const facts = { state, draft, ...rest, ...openIn(state), isBusy: isBusy(rest), error: state.run?.failure, isPast };
    return withEntries(facts, parts);
  });

  /** Shows what is new in the log. The rest is compared, not made again. */
  function showLog(entries: readonly Entry[]): readonly ViewEntry[] {
    if (log?.entries === entries) return log.shown;
    const before = log;
    const undos = lastUndos(entries);
    const shown = entries.map((entry, index) => {
      const undo = undos.get(entry.id);
      const known = before?.entries[index] === entry && before.undos.get(entry.id) === undo;
      return (known && before.shown[index]) || showEntry(entry, undo);
    });
    log = { entries, undos, shown };
    return shown;
  }

  function showEntry(entry: Entry, undo: CallEntry | undefined): ViewEntry {
    if (entry.kind !== 'call') return entry;
    return undo ? undoneCall(undo)(entry) : loggedCall(entry);
  }
});

/** The entries of a log, and how they are shown. */
interface Log {
  readonly entries: readonly Entry[];
  readonly undos: ReadonlyMap<string, CallEntry>;
  readonly shown: readonly ViewEntry[];
}

type Open = Pick<AgentView, 'approvals' | 'questions' | 'doubts'>;

const nothing: readonly ViewEntry[] = [];

function toReply(step: number, said: readonly DraftPart[]): StreamingReply {
  const joined = (type: DraftPart['type']): string =>
    said.reduce((text, part) => (part.type === type && part.type !== 'call' ? text + part.text : text), '');
  return {
    kind: 'reply',
    id: `reply-${step}`,
    isStreaming: true,
    step,
    text: joined('text'),
    reasoning: joined('reasoning'),
  };
}

/** The list from before when it holds the same things. */
function keep<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before?.length === now.length && before.every((item, index) => item === now[index]) ? before : now;
}
