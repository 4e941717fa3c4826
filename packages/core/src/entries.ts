import type { Actor, Event } from './event.ts';
import { appended, replaced } from './entry-list.ts';
import type { CallEntry, Entry, NoticeEntry } from './entry.ts';
import { openIndex } from './find-entry.ts';
import type { Folding } from './folding.ts';

/** The fields that every entry takes from its event. */
export function origin(event: Event): { readonly id: string; readonly seq: number; readonly atMs: number } {
  return { id: event.id, seq: event.seq, atMs: event.atMs };
}

/** Adds an entry, in place: the state is nobody else's. */
export function withEntry(state: Folding, entry: Entry): Folding {
  state.entries = appended(state.entries, [entry]);
  return state;
}

/** Adds a line about what the run did, in place. */
export function withNotice(
  state: Folding,
  event: Event & { readonly type: NoticeEntry['type']; readonly by?: Actor },
  text: string,
): Folding {
  return withEntry(state, {
    kind: 'notice',
    ...origin(event),
    type: event.type,
    text,
    ...(event.by && { by: event.by }),
  });
}

/** Replaces an unsettled call, in place; one that settled leaves the worklist. */
export function withCall(state: Folding, call: CallEntry): Folding {
  const index = openIndex(state, call.id);
  if (index === undefined) return state;
  state.entries = replaced(state.entries, index, call, state.ownFrom);
  if (isSettled(call)) state.open = without(state.open, index);
  return state;
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

export function without(indexes: readonly number[], index: number): readonly number[] {
  return indexes.toSpliced(indexes.indexOf(index), 1);
}
