import type { Actor, Event } from './event.ts';
import { append, copyList, replace, type EntryList } from './entry-list.ts';
import type { CallEntry, Entry, NoticeEntry } from './entry.ts';
import { openIndex } from './find-entry.ts';
import type { Folding } from './folding.ts';

/** The fields that every entry takes from its event. */
export function origin(event: Event): { readonly id: string; readonly seq: number; readonly atMs: number } {
  return { id: event.id, seq: event.seq, atMs: event.atMs };
}

/** The entries to change in place: copied first, where another state has them too. */
export function ownList(state: Folding): EntryList {
  if (!state.ownsEntries) state.entries = copyList(state.entries);
  state.ownsEntries = true;
  return state.entries;
}

/** Adds an entry, in place: the state is nobody else's. */
export function withEntry(state: Folding, entry: Entry): Folding {
  append(ownList(state), entry);
  return state;
}

/** Adds a line about what the run did, in place. */
export function withNotice(
  state: Folding,
  event: Event & { readonly type: NoticeEntry['type']; readonly by?: Actor },
  text: string,
): Folding {
  const { id, seq, atMs, type, by } = event;
  const notice: NoticeEntry = { kind: 'notice', id, seq, atMs, type, text };
  return withEntry(state, by ? { ...notice, by } : notice);
}

/** Replaces an unsettled call, in place; one that settled leaves the worklist. */
export function withCall(state: Folding, call: CallEntry): Folding {
  const index = openIndex(state, call.id);
  if (index === undefined) return state;
  replace(ownList(state), index, call);
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
