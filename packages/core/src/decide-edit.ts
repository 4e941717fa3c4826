import type { AgentDefinition } from './agent-definition.ts';
import { askPolicy, type Terms } from './ask-policy.ts';
import { toErrorFact } from './error-fact.ts';
import type { Actor, EventDraft } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Rejection } from './intent.ts';
import type { Json } from './json.ts';
import { withParsedHash } from './parsed-hash.ts';
import { refuse } from './ruling.ts';
import type { CallEntry, Gate } from './entry.ts';
import type { State } from './state.ts';
import { toolNamed } from './tool.ts';
import { validate } from './validate.ts';

export interface Edit {
  readonly callId: string;
  readonly inputHash: string;
  readonly by: Actor;
  readonly editedInput: Json;
}

/**
 * An approval that changes the input. What is new goes through the schema and the policy like what the model wrote, so
 * that nobody gets by editing what the policy would not have let through. [R45]
 */
export function decideEdit(
  definition: AgentDefinition,
  state: State,
  call: CallEntry,
  edit: Edit,
): EventDraft<'call.approved'> | Rejection {
  if (call.undoes !== undefined) {
    const message = `Call ${call.id} takes back ${call.undoes} as it ran: approve its input as it is, or deny it.`;
    return refuse('invalid_input', message);
  }
  const tool = toolNamed(definition.tools, call.tool);
  if (tool?.kind !== 'function') return refuse('invalid_input', `There is no tool "${call.tool}" any more.`);
  const input = validate<unknown>(tool.input, edit.editedInput);
  if (!input.ok) {
    const error = toErrorFact(input.error, definition.redact);
    const issues = (error.issues ?? []).map((issue) => `${issue.path || 'input'}: ${issue.message}`).join('; ');
    return refuse('invalid_input', `The edited input does not fit "${call.tool}": ${issues || error.message}`);
  }
  // Before the policy, which could change it.
  const judged = withParsedHash(input.value);
  const { id, step } = call;
  const asking = { id, tool: call.tool, step, input: input.value as never };
  const ruling = askPolicy(tool, asking, state, definition.redact);
  if (ruling.kind === 'deny') {
    return refuse('invalid_input', `The policy of "${call.tool}" does not allow the edited input: ${ruling.message}`);
  }
  const approved = { type: 'call.approved' as const, ...edit, editedInputHash: hashJson(edit.editedInput), ...judged };
  return ruling.kind === 'run' || !call.gate ? approved : underTerms(approved, tighten(call.gate, ruling.terms));
}

function underTerms(approved: EventDraft<'call.approved'>, gate: Tightened): EventDraft<'call.approved'> | Rejection {
  const { by, callId } = approved;
  return gate.approvers && !gate.approvers.includes(by.id)
    ? refuse('not_an_approver', `${by.name ?? by.id} may not approve call ${callId} with this input.`)
    : { ...approved, gate };
}

type Tightened = Pick<Gate, 'approvers' | 'quorum'>;

/** The policy's approvers for the new input if it names any, and never a smaller quorum than before. */
function tighten(gate: Gate, terms: Terms): Tightened {
  const approvers = terms.approvers ?? gate.approvers;
  const quorum = Math.min(Math.max(gate.quorum, terms.quorum), approvers?.length ?? Infinity);
  return { quorum, ...(approvers && { approvers }) };
}
