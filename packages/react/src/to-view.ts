import {
  openAsks,
  openCalls,
  toolNamed,
  type CallEntry,
  type Draft,
  type DraftCall,
  type Entry,
  type Tools,
} from '@twelvefold/core';
import type { AgentSnapshot, LiveAgent } from '@twelvefold/machine';
import type { AgentView, StreamingReply, ViewEntry } from './agent-view.ts';
import { createApproval } from './approval.ts';
import { createInputCheck } from './check-input.ts';
import { createDoubt } from './doubt.ts';
import { joinEntries } from './find-entry.ts';
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
  const finished = once((entries: readonly Entry[]) => {
    const undos = lastUndos(entries);
    return entries.map((entry) => {
      const undo = entry.kind === 'call' ? undos.get(entry.id) : undefined;
      if (entry.kind !== 'call') return entry;
      return undo ? undoneCall(undo)(entry) : loggedCall(entry);
    });
  });
  let reply: StreamingReply | undefined;
  let last: AgentView | undefined;

  return once((snapshot: AgentSnapshot): AgentView => {
    const { state, draft } = snapshot;
    const calls = openCalls(state);
    const entries = finished(state.entries);
    last = {
      ...snapshot,
      entries: draft ? joinEntries(entries, streaming(draft)) : entries,
      approvals: keep(last?.approvals, calls.filter(({ status }) => status === 'gated').map(approvalOf)),
      questions: keep(last?.questions, openAsks(state).map(questionOf)),
      doubts: keep(last?.doubts, calls.filter(({ status }) => status === 'doubted').map(doubtOf)),
      isBusy: isBusy(snapshot),
      error: state.run?.failure,
    };
    return last;
  });

  function streaming({ step, parts }: Draft): readonly ViewEntry[] {
    let text = '';
    let reasoning = '';
    for (const part of parts) {
      if (part.type === 'text') text += part.text;
      if (part.type === 'reasoning') reasoning += part.text;
    }
    if (reply?.step !== step || reply.text !== text || reply.reasoning !== reasoning)
      reply = { kind: 'reply', id: `reply-${step}`, isStreaming: true, step, text, reasoning };
    return [reply, ...parts.flatMap((part) => (part.type === 'call' ? [streamingCall(part)] : []))];
  }
});

/** The list from before when it holds the same things. */
function keep<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before?.length === now.length && before.every((item, index) => item === now[index]) ? before : now;
}
