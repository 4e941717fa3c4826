import { origin, withEntry } from './entries.ts';
import type { Event } from './event.ts';
import { wake } from './reduce-input.ts';
import { closeRequest } from './reduce-model.ts';
import type { CallEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { Folding } from './folding.ts';
import { nextUndoId, undoProblem, undosOf } from './undo-of.ts';

/**
 * Somebody asked to take back what a call did: a call like any other from here on, of the same tool, with the input that
 * ran. It starts a run where none goes on. A request in flight is dropped, since its reply would know nothing of it. [R136]
 */
export function reduceUndo(state: Folding, event: Event<'undo.requested'>): Folding {
  const { callId, undoes, by, reason } = event;
  const undone = findCall(state, undoes);
  const last = undosOf(state, undoes).at(-1);
  if (!undone || undoProblem(undone, last) !== undefined || callId !== nextUndoId(state, undoes)) return state;
  const call: CallEntry = {
    kind: 'call',
    ...origin(event),
    id: callId,
    step: undone.step,
    tool: undone.tool,
    providerCallId: '',
    status: 'selected',
    input: undone.input,
    inputHash: '',
    decisions: [],
    undoes,
    requested: { by, ...(reason !== undefined && { reason }) },
  };
  const open = [...state.open, state.entries.length];
  return withEntry({ ...closeRequest(state), open, inputSeq: event.seq, run: wake(state.run, event) }, call);
}
