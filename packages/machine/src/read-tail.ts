import { TwelvefoldError, type Event, type State } from '@twelvefold/core';

/**
 * What a store must answer: the thread's own events behind `afterSeq`, in order and without gaps.
 *
 * @throws TwelvefoldError `store_failed`: nothing of what a broken store answers is taken.
 */
export function contiguous(events: unknown, threadId: string, afterSeq: number): readonly Event[] {
  const isDue = (event: Event, index: number): boolean =>
    event.seq === afterSeq + 1 + index && event.threadId === threadId;
  if (Array.isArray(events) && events.every(isDue)) return events;
  const message = `The store did not give the events of thread ${threadId} after ${afterSeq}, in order and without gaps.`;
  throw new TwelvefoldError('store_failed', message);
}

/** Whether it is the event that the state was folded up to, and not that of another log with the same `seq`. */
export function isLastOf({ seq, atMs, head }: State, event: Event | undefined): boolean {
  return event?.seq === seq && event.atMs === atMs && (event.hash === undefined || event.hash === head);
}

/** A thread that a live agent cannot go on with, and what to do. */
export function threadGone(threadId: string): TwelvefoldError {
  const message = `Thread ${threadId} is not what this agent knows any more: it was deleted, or begun anew, elsewhere. Make another agent, on this thread or a new one.`;
  return new TwelvefoldError('thread_gone', message);
}
