import type { Tools } from '@twelvefold/core';
import type { AgentView, ViewEntry } from './agent-view.ts';
import { once } from './once.ts';

type Entries = readonly ViewEntry[];

const partsOf = new WeakMap<Entries, { readonly finished: Entries; readonly streaming: Entries }>();

/** The entries of a view: what is in the log, then what streams in. */
export function joinEntries(finished: Entries, streaming: Entries): Entries {
  const entries = [...finished, ...streaming];
  partsOf.set(entries, { finished, streaming });
  return entries;
}

/** The entry with this id. However long the thread is, a frame of a streaming reply costs what streams. */
export function findEntry<TTools extends Tools>(
  { entries }: AgentView<TTools>,
  id: string,
): ViewEntry<TTools> | undefined {
  const { finished, streaming } = partsOf.get(entries) ?? { finished: entries, streaming: [] };
  return (indexOf(streaming).get(id) ?? indexOf(finished).get(id)) as ViewEntry<TTools> | undefined;
}

const indexOf = once((entries: Entries) => new Map(entries.map((entry) => [entry.id, entry])));
