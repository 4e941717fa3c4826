import type { Event } from '@twelvefold/core';
import { readRows, toThread, type StoredRow } from '@twelvefold/core/store';
import type { Reading } from './transaction.ts';
import { eventRange, getBase, getThread } from './threads.ts';

/**
 * So many events are asked for in one request, and all requests are made at once: a browser answers them in half the time of
 * a single one, and the page is not held up by one long answer.
 */
const CHUNK = 500;

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
  const store = transaction.objectStore('events');
  const chunks = await Promise.all(
    chunksOf(afterSeq, throughSeq).map(async (chunk): Promise<readonly StoredRow[]> => {
      const stored: readonly unknown[] = await store.getAll(eventRange(threadId, chunk.afterSeq, chunk.throughSeq));
      return stored.map((event, index) => ({ seq: seqOf(event) ?? chunk.afterSeq + 1 + index, event }));
    }),
  );
  return readRows({ threadId, afterSeq, throughSeq }, chunks.flat());
}

function chunksOf(
  afterSeq: number,
  throughSeq: number,
): readonly { readonly afterSeq: number; readonly throughSeq: number }[] {
  return Array.from({ length: Math.ceil((throughSeq - afterSeq) / CHUNK) }, (_, index) => ({
    afterSeq: afterSeq + index * CHUNK,
    throughSeq: Math.min(afterSeq + (index + 1) * CHUNK, throughSeq),
  }));
}

/** What a browser cannot read back it gives as null. */
function seqOf(stored: unknown): number | undefined {
  return typeof stored === 'object' && stored !== null && 'seq' in stored && typeof stored.seq === 'number'
    ? stored.seq
    : undefined;
}
