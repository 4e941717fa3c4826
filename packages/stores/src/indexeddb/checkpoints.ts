import type { State } from '@twelvefold/core';
import type { Reading, Writing } from './transaction.ts';
import { getThread } from './threads.ts';

/** The checkpoint of a thread for one version of the reducer. */
export async function getCheckpoint(
  transaction: Reading,
  threadId: string,
  version: string,
): Promise<State | undefined> {
  return (await transaction.objectStore('checkpoints').get([threadId, version]))?.state;
}

/** Keeps a checkpoint unless a newer one is there, or the thread does not go so far: it may have been deleted. */
export async function putCheckpoint(
  transaction: Writing,
  threadId: string,
  version: string,
  state: State,
): Promise<void> {
  const thread = await getThread(transaction, threadId);
  if (!thread || thread.record.seq < state.seq) return;
  const known = await getCheckpoint(transaction, threadId, version);
  if (known && known.seq > state.seq) return;
  await transaction.objectStore('checkpoints').put({ threadId, version, state });
}

/** Drops the checkpoints of a thread, of all versions. */
export function deleteCheckpoints(transaction: Writing, threadId: string): Promise<void> {
  return transaction.objectStore('checkpoints').delete(IDBKeyRange.bound([threadId], [threadId, []]));
}
