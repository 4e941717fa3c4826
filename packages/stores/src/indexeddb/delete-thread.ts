import { toThread } from '@twelvefold/core/store';
import { deleteCheckpoints } from './checkpoints.ts';
import type { Writing } from './transaction.ts';
import { addEvents, eventRange, getThread, putThread } from './threads.ts';

/** So many events are in memory at a time. */
const MOVE_COUNT = 500;

/**
 * Removes a thread. Of its forks the one that needs most inherits the events up to there, and the others begin in that
 * one: nothing is kept twice. Resolves to whether there was such a thread.
 */
export async function deleteThread(transaction: Writing, threadId: string): Promise<boolean> {
  const row = await getThread(transaction, threadId);
  if (!row) return false;
  const forks = await transaction.objectStore('threads').index('base').getAll(threadId);
  const [heir, ...others] = forks.toSorted((a, b) => (b.base?.seq ?? 0) - (a.base?.seq ?? 0));
  if (heir?.base) {
    const range = { afterSeq: row.base?.seq ?? 0, throughSeq: heir.base.seq };
    await moveEvents(transaction, threadId, heir.threadId, range);
    await putThread(transaction, heir.record, row.base);
  }
  for (const { record, base } of others)
    if (heir && base) await putThread(transaction, record, { threadId: heir.threadId, seq: base.seq });
  await transaction.objectStore('events').delete(eventRange(threadId));
  await deleteCheckpoints(transaction, threadId);
  await transaction.objectStore('threads').delete(threadId);
  return true;
}

async function moveEvents(
  transaction: Writing,
  threadId: string,
  heirId: string,
  { afterSeq, throughSeq }: { readonly afterSeq: number; readonly throughSeq: number },
): Promise<void> {
  const store = transaction.objectStore('events');
  let after = afterSeq;
  while (after < throughSeq) {
    const events = await store.getAll(eventRange(threadId, after, throughSeq), MOVE_COUNT);
    const last = events.at(-1);
    if (!last) return;
    await addEvents(transaction, toThread(events, heirId));
    await store.delete(eventRange(threadId, after, last.seq));
    after = last.seq;
  }
}
