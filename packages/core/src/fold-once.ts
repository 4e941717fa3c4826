import type { Event } from './event.ts';
import { fold } from './reduce.ts';
import type { State } from './state.ts';

const FOLD = Symbol('fold');

/** With the events themselves: a `WeakMap` of them costs more than the folding. */
interface Folded {
  readonly [FOLD]?: { readonly from: State; readonly to: State };
}

/** Keeps with these events what they amount to behind a state. Only for events that nobody else has yet. */
export function rememberFold(events: readonly Event[], from: State, to: State): void {
  Object.defineProperty(events, FOLD, { value: { from, to } });
}

/**
 * As `fold`, for events that nobody changes: what `decide` or `settle` made of this very state was folded there, to see what
 * follows from it, and is not folded again.
 */
export function foldOnce(events: readonly Event[], from: State): State {
  const before = (events as Folded)[FOLD];
  return before?.from === from ? before.to : fold(events, from);
}
