/*
 * The entries of a view in two parts: what is in the log, then what streams in. Whoever needs one entry, or the ids, pays
 * for what streams, however long the thread is. Only who asks for the list gets it made, once for all who ask.
 */
import type { Tools } from '@twelvefold/core';
import type { AgentView, ViewEntry } from './agent-view.ts';
import { once } from './once.ts';

type Entries = readonly ViewEntry[];

export interface EntryParts {
  readonly finished: Entries;
  readonly streaming: Entries;
}

/** A view with these entries, which are joined when they are read. */
export function withEntries(facts: Omit<AgentView, 'entries'>, parts: EntryParts): AgentView {
  const view = {
    ...facts,
    get entries() {
      return joined(parts);
    },
  };
  known.set(view, parts);
  return view;
}

/** A view with more in it; a spread would read its entries. */
export function extendView<TView extends AgentView, T extends object>(view: TView, more: T): TView & T {
  return Object.defineProperties({ ...more } as TView & T, Object.getOwnPropertyDescriptors(view));
}

/** What the entries of a view consist of: the same object while they are the same. */
export function partsOf(view: AgentView): EntryParts {
  return known.get(view) ?? wholeOf(view.entries);
}

/** The entry with this id. */
export function findEntry<TTools extends Tools>({ finished, streaming }: EntryParts, id: string) {
  return (indexOf(streaming).get(id) ?? indexOf(finished).get(id)) as ViewEntry<TTools> | undefined;
}

/** The ids of all entries: the same array while what streams has the same ones. */
export function entryIds({ finished, streaming }: EntryParts): readonly string[] {
  return idsAfter(finished)(streaming);
}

const known = new WeakMap<AgentView, EntryParts>();

/** Of a view that somebody else put together. */
const wholeOf = once((entries: Entries): EntryParts => ({ finished: entries, streaming: [] }));

const joined = once(({ finished, streaming }: EntryParts): Entries => finished.concat(streaming));

const indexOf = once((entries: Entries) => new Map(entries.map((entry) => [entry.id, entry])));

const idsAfter = once((finished: Entries) => {
  const head = finished.map(({ id }) => id);
  let last: readonly string[] = head;
  return (streaming: Entries): readonly string[] => {
    const isSame =
      last.length === head.length + streaming.length &&
      streaming.every(({ id }, index) => id === last[head.length + index]);
    if (!isSame) last = [...head, ...streaming.map(({ id }) => id)];
    return last;
  };
});
