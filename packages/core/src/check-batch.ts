import type { Event } from './event.ts';
import { findNonJsonField } from './json.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

/** No thread id is longer, in UTF-8: an index of a database can hold it. */
const MAX_ID_BYTES = 2_048;

/**
 * Refuses what no store can keep as the events `expectedSeq + 1, …` of a thread.
 *
 * @throws TwelvefoldError `not_json` with the path of the value that JSON would lose; `invalid_use` for anything else.
 */
export function checkBatch(threadId: string, expectedSeq: number, events: readonly Event[]): void {
  checkThreadId(threadId);
  if (!Number.isSafeInteger(expectedSeq) || expectedSeq < 0)
    throw invalid(`The seq to append behind must be a whole number from 0 on, not ${String(expectedSeq)}.`);
  if (!Array.isArray(events)) throw invalid('The events to append must be an array.');
  for (let index = 0; index < events.length; index++) checkEvent(threadId, expectedSeq + index + 1, events[index]);
}

/**
 * Refuses ids that not every store can tell apart: only text without NUL and lone surrogates, of up to 2,048 bytes.
 *
 * @throws TwelvefoldError `invalid_use`
 */
export function checkThreadId(threadId: string): void {
  const isText = typeof threadId === 'string' && threadId.isWellFormed() && !threadId.includes('\0');
  if (!isText) throw invalid('A thread id must be a string without NUL characters and lone surrogates.');
  if (threadId.length > MAX_ID_BYTES / 3 && utf8Bytes(threadId) > MAX_ID_BYTES)
    throw invalid(`A thread id may have ${MAX_ID_BYTES} bytes of UTF-8; this one has ${utf8Bytes(threadId)}.`);
}

function checkEvent(threadId: string, seq: number, event: unknown): void {
  if (typeof event !== 'object' || event === null) throw invalid(`Event ${seq} must be an object.`);
  const path = findNonJsonField(event);
  if (path !== undefined)
    throw new TwelvefoldError(
      'not_json',
      `Event ${seq} of thread ${JSON.stringify(threadId)} cannot be kept: $${path} is not JSON.`,
    );
  const given = event as Event;
  if (given.threadId !== threadId || given.seq !== seq || given.id !== `${threadId}/${seq}`)
    throw invalid(
      `Event ${seq} of thread ${JSON.stringify(threadId)} is due, not ${JSON.stringify(given.id)}: events are appended in order and without gaps.`,
    );
}

/** Of text without lone surrogates: what is no letter is written as its bytes, three characters each. */
function utf8Bytes(text: string): number {
  return encodeURIComponent(text).replace(/%../g, '_').length;
}

function invalid(message: string): TwelvefoldError {
  return new TwelvefoldError('invalid_use', message);
}
