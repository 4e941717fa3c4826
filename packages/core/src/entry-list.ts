/*
 * The entries of a thread while it is folded: appending shares all that was there, replacing copies one chunk.
 *
 *   chunks   [ 64 entries ][ 64 entries ][ 64 entries ]      never change
 *   tail     [ 17 entries · · ·                              a buffer that lists share: each sees its own length of it
 *
 * A list that was appended to once lets the next one write behind it in the same buffer; whoever appends to it again gets a
 * copy of the tail. So no list sees what another one appended, and an old one keeps at most 63 newer entries alive.
 */
import type { Entry } from './entry.ts';

export interface EntryList {
  readonly length: number;
  readonly chunks: readonly (readonly Entry[])[];
  readonly tail: Entry[];
  /** All of them as one array, once somebody asked. */
  flat: readonly Entry[] | undefined;
}

const CHUNK = 64;

export function toEntryList(entries: readonly Entry[]): EntryList {
  return { ...appended({ length: 0, chunks: [], tail: [], flat: undefined }, entries), flat: entries };
}

export function entryAt({ length, chunks, tail }: EntryList, index: number): Entry | undefined {
  if (index < 0 || index >= length) return undefined;
  const chunk = chunks[Math.floor(index / CHUNK)] ?? tail;
  return chunk[index % CHUNK];
}

/** The list with these entries behind it. */
export function appended(list: EntryList, entries: readonly Entry[]): EntryList {
  let { chunks, tail } = list;
  const own = list.length - chunks.length * CHUNK;
  if (tail.length !== own) tail = tail.slice(0, own);
  for (const entry of entries) {
    tail.push(entry);
    if (tail.length < CHUNK) continue;
    chunks = [...chunks, tail];
    tail = [];
  }
  return { length: list.length + entries.length, chunks, tail, flat: undefined };
}

/** The list with another entry in one place. No other list that is still looked at may have those from `ownFrom` on. */
export function replaced(
  { length, chunks, tail }: EntryList,
  index: number,
  entry: Entry,
  ownFrom: number = Infinity,
): EntryList {
  const place = Math.floor(index / CHUNK);
  const chunk = chunks[place];
  if (chunk) return { length, chunks: chunks.with(place, chunk.with(index % CHUNK, entry)), tail, flat: undefined };
  const own = index < ownFrom ? tail.slice(0, length - chunks.length * CHUNK) : tail;
  own[index % CHUNK] = entry;
  return { length, chunks, tail: own, flat: undefined };
}

/** The entries as one array, the same for as long as the list is. */
export function toArray(list: EntryList): readonly Entry[] {
  return (list.flat ??= flatten(list));
}

function flatten({ length, chunks, tail }: EntryList): readonly Entry[] {
  const entries: Entry[] = [];
  for (const chunk of chunks) for (const entry of chunk) entries.push(entry);
  for (let index = chunks.length * CHUNK; index < length; index++) {
    const entry = tail[index % CHUNK];
    if (entry) entries.push(entry);
  }
  return entries;
}
