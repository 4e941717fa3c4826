import type { Event } from './event.ts';
import type { State } from './state.ts';

/** A person asked to take back what a call did. */
export function reduceUndo(state: State, _event: Event<'undo.requested'>): State {
  return state;
}
