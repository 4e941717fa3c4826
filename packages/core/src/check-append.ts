import { checkBatch } from './check-batch.ts';
import type { Event } from './event.ts';
import { findEventProblem } from './parse-event.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

/**
 * Refuses what `readRows` would not give back: call it first in `append` and, with the base's `seq`, in `fork`.
 *
 * @throws TwelvefoldError `not_json` with the path of the value that JSON would lose; `invalid_use` for gaps, events of
 * another thread, what is no event, and ids that not every store can keep.
 */
export function checkAppend(threadId: string, expectedSeq: number, events: readonly Event[]): void {
  checkBatch(threadId, expectedSeq, events);
  for (const event of events) {
    const problem = findEventProblem(event);
    if (problem === undefined) continue;
    const where = `Event ${event.seq} of thread ${JSON.stringify(threadId)}`;
    throw new TwelvefoldError('invalid_use', `${where} cannot be kept: it could not be read back. ${problem}`);
  }
}
