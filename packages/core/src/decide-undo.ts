import type { AgentDefinition } from './agent-definition.ts';
import type { Actor } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Intent, Rejection } from './intent.ts';
import { withParsedHash } from './parsed-hash.ts';
import { refuse, type Ruling } from './ruling.ts';
import type { CallEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { State } from './state.ts';
import { toolNamed } from './tool.ts';
import { nextUndoId, undoProblem, undosOf } from './undo-of.ts';
import { validate } from './validate.ts';
import { mayDecide } from './voting.ts';

/** Asking to take back what a call did. What comes of it, the gate, the claim, the result, is that of any call. [R137] */
export function decideUndo(
  definition: AgentDefinition,
  state: State,
  { callId, by, reason }: Extract<Intent, { readonly type: 'undo.request' }>,
): Ruling {
  const call = findCall(state, callId);
  if (!call) return refuse('no_such_call', `There is no call "${callId}" in this thread.`);
  const problem = undoProblem(call, undosOf(state, callId).at(-1)) ?? toolProblem(definition, call);
  if (problem !== undefined) return refuse('not_undoable', problem);
  return (
    strangerProblem(call, by) ?? [
      { type: 'undo.requested', callId: nextUndoId(state, callId), undoes: callId, by, ...(reason && { reason }) },
    ]
  );
}

/** Whoever had to be asked for it has to be asked to take it back. */
function strangerProblem(call: CallEntry, by: Actor): Rejection | undefined {
  return mayDecide(call, by)
    ? undefined
    : refuse('not_an_approver', `${by.name ?? by.id} may not undo call ${call.id}.`);
}

/** What is taken back has to be what ran. */
function toolProblem({ tools }: AgentDefinition, call: CallEntry): string | undefined {
  const { id, input, inputHash, parsedHash } = call;
  const tool = toolNamed(tools, call.tool);
  if (tool?.kind !== 'function' || !tool.undo) return `The tool "${call.tool}" has no undo, so call ${id} is for good.`;
  if (hashJson(input) !== inputHash)
    return `The input of call ${id} in the log does not match its hash: the log was changed.`;
  const taken = validate<unknown>(tool.input, input);
  const isOther = !taken.ok || (parsedHash !== undefined && withParsedHash(taken.value).parsedHash !== parsedHash);
  return isOther
    ? `The schema of "${call.tool}" does not read the input of call ${id} as it did when that ran, so its undo could take back something else.`
    : undefined;
}
