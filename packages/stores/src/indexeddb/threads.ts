import type { Event } from '@twelvefold/core';
import { readRows, type ThreadRecord } from '@twelvefold/core/store';
import type { Base } from '../shared/read-log.ts';
import type { ThreadRow } from './layout.ts';
import type { Reading, Writing } from './transaction.ts';

/** The row of a thread; `undefined` for an unknown one. */
export function getThread(transaction: Reading, threadId: string): Promise<ThreadRow | undefined> {
  return transaction.objectStore('threads').get(threadId);
}

/** Writes the row of a thread over the one that was there. */
export async function putThread(transaction: Writing, record: ThreadRecord, base: Base | undefined): Promise<void> {
  const row: ThreadRow = {
    threadId: record.threadId,
    record,
    order: -record.updatedAtMs,
    ...(base && { base }),
  };
  await transaction.objectStore('threads').put(row);
}

/** The thread that this one begins in. A chain of bases gets shorter with every step; one that does not is no chain. */
export async function getBase(transaction: Reading, base: Base): Promise<ThreadRow> {
  const row = await getThread(transaction, base.threadId);
  if (row && row.record.seq >= base.seq && (row.base?.seq ?? 0) < base.seq) return row;
  readRows({ threadId: base.threadId, afterSeq: base.seq - 1, throughSeq: base.seq }, []);
  throw new RangeError('A missing row was read.');
}

/** Adds events, and never replaces one. */
export async function addEvents(transaction: Writing, events: readonly Event[]): Promise<void> {
  const store = transaction.objectStore('events');
  await Promise.all(events.map((event) => store.add(event)));
}

/** The events of a thread's own with `afterSeq < seq <= throughSeq`. */
export function eventRange(threadId: string, afterSeq: number = 0, throughSeq: number = Infinity): IDBKeyRange {
  return IDBKeyRange.bound([threadId, afterSeq], [threadId, throughSeq], true);
}
