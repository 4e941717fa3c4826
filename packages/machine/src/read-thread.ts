import type { Event, State, Store, ThreadStore } from '@twelvefold/core';
import { createCheckpoints } from './create-checkpoints.ts';
import { contiguous, isLastOf } from './read-tail.ts';

/** A thread as its store has it, for `createAgent` to begin with. */
export interface StoredThread {
  readonly id: string;
  /** All of them; with a checkpoint, those behind it. */
  readonly events: readonly Event[];
  readonly isStored: true;
  /** What the events before come to. Good enough to look at: the log is folded before anything is done. [R154] */
  readonly checkpoint?: State;
}

/**
 * Reads a thread before there is an agent for it: from its checkpoint on, where the store has one that fits its log.
 *
 * @throws TwelvefoldError what the store throws.
 */
export async function readThread(store: Store & Partial<ThreadStore>, threadId: string): Promise<StoredThread> {
  const checkpoint = store.readCheckpoint ? await createCheckpoints(store).read(threadId) : undefined;
  if (checkpoint) {
    const afterSeq = checkpoint.seq - 1;
    const [last, ...events] = contiguous(await store.read(threadId, afterSeq), threadId, afterSeq);
    if (isLastOf(checkpoint, last)) return { id: threadId, events, isStored: true, checkpoint };
  }
  return { id: threadId, events: await store.read(threadId), isStored: true };
}
