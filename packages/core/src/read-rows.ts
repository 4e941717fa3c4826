import { SCHEMA_VERSION, type Event } from './event.ts';
import { findEventProblem } from './parse-event.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

/** An event as a store gives it back. */
export interface StoredRow {
  /** Where the row stands. Without it, the event's own is looked at. */
  readonly seq?: number;
  /** The event, or its JSON text. */
  readonly event: unknown;
}

/** What the rows have to be: the events of a thread with `afterSeq < seq <= throughSeq`, in order, all of them. */
export interface Range {
  readonly threadId: string;
  readonly afterSeq: number;
  readonly throughSeq: number;
}

/**
 * The events of rows that were read, every field checked. No row is skipped: the first that is missing, out of order or
 * unreadable is named.
 *
 * @throws TwelvefoldError `store_corrupt` that names the thread and the event; `store_newer` for what a newer version wrote.
 */
export function readRows({ threadId, afterSeq, throughSeq }: Range, rows: readonly StoredRow[]): readonly Event[] {
  // All parsed, then all checked: in turns, the checks cost a quarter more.
  const values = rows.map(parsed);
  for (let index = 0; index < values.length; index++)
    check(threadId, (rows[index] as StoredRow).seq, values[index], afterSeq + 1 + index);
  const end = afterSeq + values.length;
  if (end < throughSeq) throw corrupt(threadId, end + 1, missing);
  return values as readonly Event[];
}

const missing = 'It is missing.';

/** What is no JSON is the error that says so. */
function parsed({ event }: StoredRow): unknown {
  if (typeof event !== 'string') return event;
  try {
    return JSON.parse(event) as unknown;
  } catch (cause) {
    return cause;
  }
}

function check(threadId: string, seq: number | undefined, value: unknown, due: number): void {
  if (seq !== undefined && seq !== due) throw corrupt(threadId, due, orderProblem(seq, due));
  const problem = findEventProblem(value) ?? placeProblem(value as Event, threadId, due, seq);
  if (problem === undefined) return;
  if (isNewer(value)) throw newer(threadId, due, value.v);
  throw value instanceof Error ? corrupt(threadId, due, 'It is not JSON.', value) : corrupt(threadId, due, problem);
}

function orderProblem(seq: number, due: number): string {
  return seq > due ? missing : 'It is stored twice.';
}

function isNewer(value: unknown): value is { readonly v: number } {
  return typeof value === 'object' && value !== null && 'v' in value && Number(value.v) > SCHEMA_VERSION;
}

function placeProblem(event: Event, threadId: string, due: number, rowSeq: number | undefined): string | undefined {
  if (event.threadId === threadId && event.seq === due) return undefined;
  if (event.threadId === threadId && rowSeq === undefined) return orderProblem(event.seq, due);
  return `What stands there is ${JSON.stringify(event.id)}.`;
}

function corrupt(threadId: string, seq: number, reason: string, cause?: unknown): TwelvefoldError {
  const message = `Event ${seq} of thread ${JSON.stringify(threadId)} cannot be read from the store. ${reason} Restore the thread from a backup, or fork it before that event.`;
  return new TwelvefoldError('store_corrupt', message, cause === undefined ? {} : { cause });
}

function newer(threadId: string, seq: number, v: number): TwelvefoldError {
  const where = `Event ${seq} of thread ${JSON.stringify(threadId)}`;
  const message = `${where} was stored by a newer version (schema ${v}; this one reads up to ${SCHEMA_VERSION}): upgrade @twelvefold/core, or reload the page if it is an old one.`;
  return new TwelvefoldError('store_newer', message);
}
