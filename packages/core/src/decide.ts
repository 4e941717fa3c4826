/*
 * The one gate into the log: whoever wants something appended asks here.
 *
 *   decide(definition, state, intent │ report, at) → { ok, events } │ { ok: false, rejection }          pure
 *
 * The events include every fact that follows from them, so that the log never owes anything between two appends.
 * Invariants: [R51] a refusal appends nothing and says why. [R52] a decided call is never decided again. [R53] one
 * claim an attempt. [R54] what is claimed was admitted, or approved with the same hash. [R55] no report for an effect
 * that another has superseded.
 */
import type { AgentDefinition } from './agent-definition.ts';
import { consequences } from './consequences.ts';
import { decideCall } from './decide-call.ts';
import { decideInput } from './decide-input.ts';
import { decideModel } from './decide-model.ts';
import { decideRule } from './decide-rule.ts';
import { decideRun } from './decide-run.ts';
import { decideUndo } from './decide-undo.ts';
import type { Event, EventDraft } from './event.ts';
import { rememberFold } from './fold-once.ts';
import type { Intent, Rejection, Report } from './intent.ts';
import { readCommand } from './read-intent.ts';
import { fold } from './reduce.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import { stampAfter } from './stamp-after.ts';
import type { State } from './state.ts';
import { unreachable } from './unreachable.ts';

/** Events to append, with every fact that follows; or why not. */
export type Decision =
  | { readonly ok: true; readonly events: readonly Event[] }
  | { readonly ok: false; readonly rejection: Rejection };

/** Decides what a request amounts to in this state. */
export function decide(definition: AgentDefinition, state: State, request: Intent | Report, at: At): Decision {
  const { name, version } = definition;
  const command = readCommand(request);
  if ('code' in command) return { ok: false, rejection: command };
  const stranger = strangerProblem(definition, state, command, at);
  if (stranger) return { ok: false, rejection: stranger };
  const now = { ...at, nowMs: Math.max(at.nowMs, state.atMs) };
  const log = logAfter(definition, state, now);
  if (!state.agent) log.add([{ type: 'thread.started', agent: { name, version } }]);
  log.settle();
  const ruling = rule(definition, log.state(), command, now);
  if ('code' in ruling) return { ok: false, rejection: ruling };
  log.add(ruling);
  log.settle();
  return { ok: true, events: log.events() };
}

/** What is asked counts in its own thread and agent only. */
function strangerProblem(
  { name }: AgentDefinition,
  { agent, seq, threadId }: State,
  command: Intent | Report,
  at: At,
): Rejection | undefined {
  if ('threadId' in command && command.threadId !== at.threadId) {
    return refuse('wrong_thread', `This request is for thread ${command.threadId}; it counts in its own thread only.`);
  }
  if (seq > 0 && threadId !== at.threadId) {
    return refuse('wrong_thread', `This is the state of thread ${threadId}, not of ${at.threadId}.`);
  }
  return agent && agent.name !== name
    ? refuse('wrong_agent', `This thread belongs to agent "${agent.name}", not "${name}".`)
    : undefined;
}

/** Every fact that the log owes in this state, and those that follow from them; none for a log that was left complete. */
export function settle(definition: AgentDefinition, state: State, at: At): readonly Event[] {
  const log = logAfter(definition, state, at);
  log.settle();
  return log.events();
}

/** Events behind a state, each folded once. */
function logAfter(definition: AgentDefinition, before: State, at: At): LogAfter {
  const events: Event[] = [];
  let state = before;
  const add = (facts: readonly EventDraft[]): void => {
    const stamped = stampAfter(definition, state, facts, at);
    events.push(...stamped);
    state = fold(stamped, state);
  };
  return {
    add,
    settle: () => {
      for (let facts = consequences(definition, state); facts.length > 0; facts = consequences(definition, state))
        add(facts);
    },
    state: () => state,
    events: () => {
      rememberFold(events, before, state);
      return events;
    },
  };
}

interface LogAfter {
  readonly add: (facts: readonly EventDraft[]) => void;
  /** Adds every fact that the log owes. */
  readonly settle: () => void;
  readonly state: () => State;
  readonly events: () => readonly Event[];
}

function rule(definition: AgentDefinition, state: State, command: Intent | Report, at: At): Ruling {
  switch (command.type) {
    case 'message.send':
    case 'context.prefetch':
    case 'human.answer':
      return decideInput(definition, state, command);
    case 'call.approve':
    case 'call.deny':
    case 'call.resolve':
    case 'call.claim':
    case 'call.recover':
    case 'call.succeed':
    case 'call.fail':
    case 'call.expire':
      return decideCall(definition, state, command, at);
    case 'model.request':
    case 'model.reply':
    case 'model.fail':
      return decideModel(definition, state, command, at);
    case 'undo.request':
      return decideUndo(definition, state, command);
    case 'rule.add':
    case 'rule.revoke':
      return decideRule(definition, state, command);
    case 'run.pause':
    case 'run.resume':
    case 'run.retry':
    case 'run.cancel':
    case 'limit.raise':
    case 'timer.fire':
    case 'flow.visit':
      return decideRun(definition, state, command, at);
    default:
      return unreachable(command, refuse('malformed', 'There is no request of this type.'));
  }
}
