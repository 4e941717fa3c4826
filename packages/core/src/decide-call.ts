import type { AgentDefinition } from './agent-definition.ts';
import { decideEdit } from './decide-edit.ts';
import { decideExecution } from './decide-execution.ts';
import { remember } from './decide-rule.ts';
import type { EventDraft } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Intent, Rejection, Report } from './intent.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import type { CallEntry } from './entry.ts';
import { findCall, openCall } from './find-entry.ts';
import type { State } from './state.ts';
import { unreachable } from './unreachable.ts';
import { hasVoted, mayDecide } from './voting.ts';

type CallCommand = Extract<Intent | Report, { readonly type: `call.${string}` }>;
type Vote = Extract<Intent, { readonly type: 'call.approve' | 'call.deny' }>;
type Resolve = Extract<Intent, { readonly type: 'call.resolve' }>;

/** What people say about a call, and what its executor reports. */
export function decideCall(definition: AgentDefinition, state: State, command: CallCommand, at: At): Ruling {
  const call = openCall(state, command.callId);
  if (!call) return gone(state, command);
  switch (command.type) {
    case 'call.approve':
      return votingProblem(call, command, at) ?? approve(definition, state, call, command);
    case 'call.deny': {
      const { callId, inputHash, by, reason, suggestion } = command;
      const words = { ...(reason && { reason }), ...(suggestion && { suggestion }) };
      return votingProblem(call, command, at) ?? [{ type: 'call.denied', callId, inputHash, by, ...words }];
    }
    case 'call.resolve':
      return resolve(state, call, command);
    case 'call.claim':
    case 'call.recover':
    case 'call.succeed':
    case 'call.fail':
    case 'call.expire':
      return decideExecution(definition, state, call, command, at);
    default:
      return unreachable(command, []);
  }
}

function gone(state: State, command: CallCommand): Ruling {
  const call = findCall(state, command.callId);
  if (!call) return refuse('no_such_call', `There is no call "${command.callId}" in this thread.`);
  const isVote = command.type === 'call.approve' || command.type === 'call.deny';
  if (isVote) return call.gate ? decided(call) : notGated(call);
  return refuse('superseded', `Call ${call.id} has ended (${call.status}); this is dropped.`);
}

function decided(call: CallEntry): Ruling {
  const last = call.decisions.findLast((decision) => decision.kind !== 'resolved');
  const isOver = call.status === 'expired' || call.status === 'cancelled';
  const byRule = call.ruleId === undefined ? call.status : `let through by ${call.ruleId}`;
  const how = last && !isOver ? `${last.kind} by ${last.by.name ?? last.by.id}` : isOver ? call.status : byRule;
  return refuse('already_decided', `Call ${call.id} was decided already: ${how}.`);
}

function notGated(call: CallEntry): Ruling {
  return refuse('not_gated', `Call ${call.id} does not wait for a decision.`);
}

function votingProblem(call: CallEntry, { inputHash, by }: Vote, { nowMs }: At): Ruling | undefined {
  if (call.status !== 'gated') return call.gate ? decided(call) : notGated(call);
  if (inputHash !== call.inputHash)
    return refuse('input_changed', `The input of call ${call.id} is not the one that was shown. Look again.`);
  const { expiresAtMs } = call.gate ?? {};
  if (expiresAtMs !== undefined && nowMs >= expiresAtMs)
    return refuse('expired', `The time to decide on call ${call.id} is over.`);
  if (!mayDecide(call, by)) return refuse('not_an_approver', `${by.name ?? by.id} may not decide on call ${call.id}.`);
  return undefined;
}

function approve(
  definition: AgentDefinition,
  state: State,
  call: CallEntry,
  intent: Extract<Vote, { type: 'call.approve' }>,
): Ruling {
  const approved = approval(definition, state, call, intent);
  if ('code' in approved) return approved;
  return intent.remember ? remember(definition, state, call, approved) : [approved];
}

function approval(
  definition: AgentDefinition,
  state: State,
  call: CallEntry,
  { callId, inputHash, by, editedInput }: Extract<Vote, { type: 'call.approve' }>,
): EventDraft<'call.approved'> | Rejection {
  if (editedInput !== undefined && hashJson(editedInput) !== inputHash) {
    return decideEdit(definition, state, call, { callId, inputHash, by, editedInput });
  }
  if (hasVoted(call, by)) {
    return refuse('already_voted', `${by.name ?? by.id} has approved call ${callId} already; somebody else must.`);
  }
  return { type: 'call.approved', callId, inputHash, by };
}

function resolve({ run }: State, call: CallEntry, { callId, attempt, resolution, by }: Resolve): Ruling {
  if (call.status !== 'doubted') return refuse('not_in_doubt', `Call ${callId} is not in doubt.`);
  if (call.claim?.attempt !== attempt)
    return refuse('superseded', `Attempt ${attempt} of call ${callId} is not the one in doubt.`);
  if (!mayDecide(call, by)) return refuse('not_an_approver', `${by.name ?? by.id} may not decide on call ${callId}.`);
  if (resolution.kind === 'retry' && run?.status !== 'active' && run?.status !== 'paused')
    return refuse(
      'not_running',
      `The run is over, so call ${callId} cannot run again: say what happened, or give it up.`,
    );
  return [{ type: 'call.resolved', callId, attempt, resolution, by }];
}
