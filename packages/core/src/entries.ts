import type { Actor, Event } from './event.ts';
import type { CallEntry, Entry, NoticeEntry, State } from './state.ts';

/** The fields that every entry takes from its event. */
export function origin(event: Event): { readonly id: string; readonly seq: number; readonly atMs: number } {
  return { id: event.id, seq: event.seq, atMs: event.atMs };
}

export function withEntry(state: State, entry: Entry): State {
  return { ...state, entries: [...state.entries, entry] };
}

/** Adds a line about what the run did. */
export function withNotice(
  state: State,
  event: Event & { readonly type: NoticeEntry['type']; readonly by?: Actor },
  text: string,
): State {
  return withEntry(state, {
    kind: 'notice',
    ...origin(event),
    type: event.type,
    text,
    ...(event.by && { by: event.by }),
  });
}

/** Replaces an unsettled call; one that settled leaves the worklist. */
export function withCall(state: State, call: CallEntry): State {
  const index = state.open[call.id];
  if (index === undefined) return state;
  const entries = state.entries.with(index, call);
  return isSettled(call) ? { ...state, entries, open: without(state.open, call.id) } : { ...state, entries };
}

/** Whether nothing can change the call any more. */
export function isSettled(call: CallEntry): boolean {
  switch (call.status) {
    case 'selected':
    case 'ready':
    case 'gated':
    case 'asked':
    case 'running':
    case 'doubted':
      return false;
    default:
      return true;
  }
}

export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...rest } = record;
  return rest;
}
