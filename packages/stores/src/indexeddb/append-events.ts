import { TwelvefoldError, type AppendNote, type AppendResult, type Event } from '@twelvefold/core';
import { endsAt, noSuchBase, summarize, summarizeFork, type ThreadRecord } from '@twelvefold/core/store';
import type { Base } from '../shared/read-log.ts';
import type { ThreadRow } from './layout.ts';
import type { Reading, Writing } from './transaction.ts';
import { addEvents, eventRange, getBase, getThread, putThread } from './threads.ts';

export interface Batch {
  readonly threadId: string;
  readonly expectedSeq: number;
  readonly events: readonly Event[];
  readonly note: AppendNote | undefined;
}

/** Compare-and-append. The transaction is alone with its thread, in this tab and all others. */
export async function appendEvents(transaction: Writing, batch: Batch): Promise<AppendResult> {
  const { threadId, expectedSeq, events, note } = batch;
  const row = await getThread(transaction, threadId);
  const seq = row?.record.seq ?? 0;
  if (!endsAt(row?.record, expectedSeq, note)) return { ok: false, seq };
  const [first, ...rest] = events;
  if (!first) return { ok: true };
  await insert(transaction, batch);
  await putThread(transaction, summarize(row?.record, [first, ...rest], note), row?.base);
  return { ok: true };
}

/** Begins a thread with the events of another up to `from.seq`: with a pointer to them. */
export async function forkThread(transaction: Writing, from: Base, batch: Batch): Promise<AppendResult> {
  const { threadId, events, note } = batch;
  const existing = await getThread(transaction, threadId);
  if (existing) return { ok: false, seq: existing.record.seq };
  const source = await getThread(transaction, from.threadId);
  if (!source || from.seq < 1 || from.seq > source.record.seq) throw noSuchBase(from);
  const base = await ownerOf(transaction, source, from.seq);
  const [first, ...rest] = events;
  const at = first ?? (await transaction.objectStore('events').get([base.threadId, base.seq]));
  const atMs = at?.atMs ?? source.record.updatedAtMs;
  const begun: ThreadRecord = summarizeFork(source.record, { threadId, seq: from.seq, atMs });
  await insert(transaction, batch);
  await putThread(transaction, first ? summarize(begun, [first, ...rest], note) : begun, base);
  return { ok: true };
}

/** Where the event stands itself: so a fork of a fork does not hang on a thread that it takes nothing from. */
async function ownerOf(transaction: Reading, thread: ThreadRow, seq: number): Promise<Base> {
  let owner = thread;
  while (owner.base && seq <= owner.base.seq) owner = await getBase(transaction, owner.base);
  return { threadId: owner.threadId, seq };
}

async function insert(transaction: Writing, { threadId, expectedSeq, events }: Batch): Promise<void> {
  // Asked first, and not after an `add` failed: a failed request takes its transaction with it.
  const extra = await transaction.objectStore('events').getKey(eventRange(threadId, expectedSeq));
  if (extra) {
    const message = `Event ${extra[1]} of thread ${JSON.stringify(threadId)} is stored although the thread ends at ${expectedSeq}. Nothing was appended: restore the thread from a backup, or fork it.`;
    throw new TwelvefoldError('store_corrupt', message);
  }
  await addEvents(transaction, events);
}
