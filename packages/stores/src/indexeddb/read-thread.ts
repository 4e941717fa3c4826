import { TwelvefoldError, type Event } from '@twelvefold/core';
import type { Connection } from './connect.ts';
import { readEvents } from './read-events.ts';
import { isUnreadable } from './store-error.ts';
import { getThread } from './threads.ts';

/**
 * The events of a thread. A browser whose files are damaged says that it cannot read a range, and not which row of it: the
 * first is found by halving, and named.
 *
 * @throws TwelvefoldError `store_corrupt` and whatever else `readEvents` and the connection do.
 */
export async function readThread(
  connection: Connection,
  threadId: string,
  afterSeq: number,
  throughSeq: number,
): Promise<readonly Event[]> {
  const read = (after: number, through: number): Promise<readonly Event[]> =>
    connection.read((transaction) => readEvents(transaction, threadId, after, through));
  try {
    return await read(afterSeq, throughSeq);
  } catch (cause) {
    if (!isUnreadable(cause)) throw cause;
    const seq = await firstUnreadable();
    const message = `Event ${seq} of thread ${JSON.stringify(threadId)} cannot be read from the store. The browser has lost it: restore the thread from a backup, or fork it before that event.`;
    throw new TwelvefoldError('store_corrupt', message, { cause });
  }

  async function firstUnreadable(): Promise<number> {
    const row = await connection.read((transaction) => getThread(transaction, threadId));
    let readable = afterSeq;
    let unreadable = Math.min(throughSeq, row?.record.seq ?? 0);
    while (unreadable - readable > 1) {
      const middle = Math.floor((readable + unreadable) / 2);
      if (await isReadable(readable, middle)) readable = middle;
      else unreadable = middle;
    }
    return unreadable;
  }

  async function isReadable(after: number, through: number): Promise<boolean> {
    try {
      await read(after, through);
      return true;
    } catch (thrown) {
      if (isUnreadable(thrown)) return false;
      throw thrown;
    }
  }
}
