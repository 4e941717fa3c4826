import type { Event } from '@twelvefold/core';
import { readRows, toThread } from '@twelvefold/core/store';
import type { Reading } from './transaction.ts';
import { eventRange, getBase, getThread } from './threads.ts';

/**
 * The events of a thread, those of its bases first, each with every field checked.
 *
 * @throws TwelvefoldError `store_corrupt` or `store_newer`, with the thread that holds the event.
 */
export async function readEvents(
  transaction: Reading,
  threadId: string,
  afterSeq: number,
  throughSeq: number,
): Promise<readonly Event[]> {
  let row = await getThread(transaction, threadId);
  if (!row) return [];
  let through = Math.min(throughSeq, row.record.seq);
  const parts = [await readOwn(transaction, row.threadId, Math.max(afterSeq, row.base?.seq ?? 0), through)];
  while (row.base && afterSeq < row.base.seq) {
    through = Math.min(through, row.base.seq);
    row = await getBase(transaction, row.base);
    parts.unshift(await readOwn(transaction, row.threadId, Math.max(afterSeq, row.base?.seq ?? 0), through));
  }
  return toThread(parts.flat(), threadId);
}

async function readOwn(
  transaction: Reading,
  threadId: string,
  afterSeq: number,
  throughSeq: number,
): Promise<readonly Event[]> {
  if (throughSeq <= afterSeq) return [];
  const stored: readonly unknown[] = await transaction
    .objectStore('events')
    .getAll(eventRange(threadId, afterSeq, throughSeq));
  const rows = stored.map((event, index) => ({ seq: seqOf(event) ?? afterSeq + 1 + index, event }));
  return readRows({ threadId, afterSeq, throughSeq }, rows);
}

/** What a browser cannot read back it gives as null. */
function seqOf(stored: unknown): number | undefined {
  return typeof stored === 'object' && stored !== null && 'seq' in stored && typeof stored.seq === 'number'
    ? stored.seq
    : undefined;
}
