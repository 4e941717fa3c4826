/*
 * The entries of a thread while it is folded: appending shares all that was there, replacing copies one chunk at most.
 *
 *   chunks   [ 64 entries ][ 64 entries ][ 64 entries ]      of which each list may have its own order
 *   tail     [ 17 entries · · ·                              a buffer that lists share: each sees its own length of it
 *
 * A list is changed in place by whoever made it, until it is copied or handed out; from then on only its copies are. The first
 * copy to grow writes behind the others in the same buffer, the next one copies the tail. So no list sees what another one
 * appended, and an old one keeps at most 63 newer entries alive.
 */
import type { Entry } from './entry.ts';

export interface EntryList {
  length: number;
  chunks: Entry[][];
  /** Whether the list of chunks, not yet the chunks, is in no other list. */
  ownsChunks: boolean;
  tail: Entry[];
  /** Entries from this one on are in no other list. */
  readonly ownFrom: number;
  /** All of them as one array, once somebody asked. */
  flat: readonly Entry[] | undefined;
}

const CHUNK = 64;

export function toEntryList(entries: readonly Entry[]): EntryList {
  const list: EntryList = { length: 0, chunks: [], ownsChunks: true, tail: [], ownFrom: 0, flat: undefined };
  for (const entry of entries) append(list, entry);
  list.flat = entries;
  return list;
}

/** A list to change, while this one stays as it is. */
export function copyList({ length, chunks, tail, flat }: EntryList): EntryList {
  return { length, chunks, ownsChunks: false, tail, ownFrom: length, flat };
}

export function entryAt({ length, chunks, tail }: EntryList, index: number): Entry | undefined {
  if (index < 0 || index >= length) return undefined;
  const chunk = chunks[Math.floor(index / CHUNK)] ?? tail;
  return chunk[index % CHUNK];
}

/** Puts an entry behind the last one. */
export function append(list: EntryList, entry: Entry): void {
  const own = list.length - list.chunks.length * CHUNK;
  if (list.tail.length !== own) list.tail = list.tail.slice(0, own);
  list.tail.push(entry);
  list.length++;
  list.flat = undefined;
  if (list.tail.length < CHUNK) return;
  ownChunks(list).push(list.tail);
  list.tail = [];
}

/** Puts another entry in the place of one. */
export function replace(list: EntryList, index: number, entry: Entry): void {
  const place = Math.floor(index / CHUNK);
  const chunk = list.chunks[place];
  const isOwn = index >= list.ownFrom;
  list.flat = undefined;
  if (chunk && !isOwn) ownChunks(list)[place] = chunk.with(index % CHUNK, entry);
  else if (chunk) chunk[index % CHUNK] = entry;
  else {
    if (!isOwn) list.tail = list.tail.slice(0, list.length - list.chunks.length * CHUNK);
    list.tail[index % CHUNK] = entry;
  }
}

function ownChunks(list: EntryList): Entry[][] {
  if (!list.ownsChunks) list.chunks = list.chunks.slice();
  list.ownsChunks = true;
  return list.chunks;
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
