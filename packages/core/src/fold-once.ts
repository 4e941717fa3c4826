import type { Event } from './event.ts';
import { fold } from './reduce.ts';
import type { State } from './state.ts';

interface Fold {
  readonly from: State;
  readonly to: State;
}

const known = new WeakMap<readonly Event[], Fold>();

/** Keeps what events amount to behind a state, for whoever asks with these very objects. */
export function rememberFold(events: readonly Event[], from: State, to: State): void {
  known.set(events, { from, to });
}

/**
 * As `fold`, for events that nobody changes: those that `decide` or `settle` made of this state were folded there, to see
 * what follows from them, and those that were folded here are not folded here again.
 */
export function foldOnce(events: readonly Event[], from: State): State {
  const before = known.get(events);
  if (before?.from === from) return before.to;
  const to = fold(events, from);
  rememberFold(events, from, to);
  return to;
}
