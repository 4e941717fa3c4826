import type { CallEntry } from './entry.ts';
import { callsWhere } from './find-entry.ts';
import type { Folding } from './folding.ts';
import type { State } from './state.ts';

/** Every request to undo this call, oldest first. */
export function undosOf(state: State | Folding, callId: string): readonly CallEntry[] {
  return callsWhere(state, ({ undoes }) => undoes === callId);
}

/** The id of the next request: `<call>.undo`, then `<call>.undo2`. */
export function nextUndoId(state: State | Folding, callId: string): string {
  const { length } = undosOf(state, callId);
  return `${callId}.undo${length === 0 ? '' : length + 1}`;
}

/**
 * Why nothing can take back what this call did, whatever its tool says; `undefined` when something could. A request that
 * came to nothing may be followed by another one. [R137]
 *
 * @param last The last request to undo it, if any.
 */
export function undoProblem(call: CallEntry, last: CallEntry | undefined): string | undefined {
  const { id, status } = call;
  if (call.undoes !== undefined) return `Call ${id} takes back ${call.undoes}, and is itself for good.`;
  if (status !== 'succeeded') return `Call ${id} did not succeed (${status}), so there is nothing to undo.`;
  return last && standing(last);
}

function standing({ id, undoes, status }: CallEntry): string | undefined {
  switch (status) {
    case 'denied':
    case 'expired':
    case 'cancelled':
    case 'rejected':
    case 'failed':
      return undefined;
    case 'succeeded':
      return `Call ${undoes} was undone already.`;
    case 'abandoned':
      return `Call ${undoes} may have been undone already: its undo ${id} was lost, and a person gave up on it.`;
    case 'selected':
    case 'ready':
    case 'gated':
    case 'asked':
    case 'running':
    case 'doubted':
    default:
      return `Call ${undoes} is being undone: ${id} is ${status}.`;
  }
}
