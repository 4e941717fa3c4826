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
import type { Event } from './event.ts';
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
  const stranger = strangerProblem(definition, state, at);
  if (stranger) return { ok: false, rejection: stranger };
  const now = { ...at, nowMs: Math.max(at.nowMs, state.atMs) };
  const started = state.agent
    ? []
    : stampAfter(definition, state, [{ type: 'thread.started', agent: { name, version } }], now);
  const owed = settle(definition, fold(started, state), now);
  const before = fold(owed, fold(started, state));
  const ruling = rule(definition, before, command, now);
  if ('code' in ruling) return { ok: false, rejection: ruling };
  const events = stampAfter(definition, before, ruling, now);
  return { ok: true, events: [...started, ...owed, ...events, ...settle(definition, fold(events, before), now)] };
}

function strangerProblem({ name }: AgentDefinition, { agent, seq, threadId }: State, at: At): Rejection | undefined {
  if (seq > 0 && threadId !== at.threadId) {
    return refuse('wrong_thread', `This is the state of thread ${threadId}, not of ${at.threadId}.`);
  }
  return agent && agent.name !== name
    ? refuse('wrong_agent', `This thread belongs to agent "${agent.name}", not "${name}".`)
    : undefined;
}

/** Every fact that the log owes in this state, and those that follow from them; none for a log that was left complete. */
export function settle(definition: AgentDefinition, state: State, at: At): readonly Event[] {
  const facts = consequences(definition, state);
  if (facts.length === 0) return [];
  const events = stampAfter(definition, state, facts, at);
  return [...events, ...settle(definition, fold(events, state), at)];
}

function rule(definition: AgentDefinition, state: State, command: Intent | Report, at: At): Ruling {
  switch (command.type) {
    case 'message.send':
    case 'context.prefetch':
    case 'human.answer':
      return decideInput(definition, state, command, at);
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
      return decideUndo(definition, state, command, at);
    case 'rule.add':
    case 'rule.revoke':
      return decideRule(definition, state, command, at);
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
