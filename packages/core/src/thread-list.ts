import { checkThreadId } from './check-batch.ts';
import type { ThreadPage, ThreadQuery, ThreadSummary } from './ports.ts';
import { plain, type ThreadRecord } from './thread-record.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** Where a thread stands in the list. */
export interface Place {
  readonly updatedAtMs: number;
  readonly threadId: string;
}

/** A query that was checked, with its defaults. */
export interface Listing extends Omit<ThreadQuery, 'cursor' | 'limit' | 'forkedFrom'> {
  readonly limit: number;
  /** Each once. */
  readonly forkedFrom?: readonly string[];
  /** The last thread of the page before. */
  readonly after?: Place;
}

/**
 * Checks a query, and reads its cursor.
 *
 * @throws TwelvefoldError `invalid_use` for a limit that is no whole number from 1 to 500, a time that is no number, and a
 * cursor that no page gave.
 */
export function readQuery(query: ThreadQuery = {}): Listing {
  const { limit = DEFAULT_LIMIT, cursor, agent, phases, forkedFrom, ...rest } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new TwelvefoldError(
      'invalid_use',
      `A page has 1 to ${MAX_LIMIT} threads: limit cannot be ${String(limit)}. Ask for the next page with nextCursor.`,
    );
  for (const time of [rest.updatedAfterMs, rest.updatedBeforeMs])
    if (time !== undefined && Number(time) !== time)
      throw new TwelvefoldError('invalid_use', 'updatedAfterMs and updatedBeforeMs are milliseconds since 1970.');
  const origins = forkedFrom === undefined ? undefined : [forkedFrom].flat();
  for (const id of [...(rest.threadIds ?? []), ...(origins ?? [])]) checkThreadId(id);
  return {
    ...rest,
    ...(agent !== undefined && { agent: plain(String(agent)) }),
    ...(phases && { phases: phases.map((phase) => plain(String(phase))) }),
    ...(origins && { forkedFrom: [...new Set(origins)] }),
    limit,
    ...(cursor !== undefined && { after: decodeCursor(cursor) }),
  };
}

/** Whether a thread belongs into the list, behind the cursor too. */
export function isListed(record: ThreadRecord, listing: Listing): boolean {
  const { agent, phases, updatedAfterMs, updatedBeforeMs, forkedFrom, threadIds, after } = listing;
  return (
    (agent === undefined || record.agent === agent) &&
    (phases === undefined || phases.includes(record.phase)) &&
    (updatedAfterMs === undefined || record.updatedAtMs > updatedAfterMs) &&
    (updatedBeforeMs === undefined || record.updatedAtMs < updatedBeforeMs) &&
    (forkedFrom === undefined ||
      (record.forkedFrom !== undefined && forkedFrom.includes(record.forkedFrom.threadId))) &&
    (threadIds === undefined || threadIds.includes(record.threadId)) &&
    (after === undefined || comparePlaces(after, record) < 0)
  );
}

/** Newest first, equal ones by id. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.updatedAtMs !== b.updatedAtMs) return b.updatedAtMs - a.updatedAtMs;
  if (a.threadId === b.threadId) return 0;
  return a.threadId < b.threadId ? -1 : 1;
}

/** A page out of the first `limit + 1` records behind the cursor, in order. */
export function toPage(records: readonly ThreadRecord[], limit: number): ThreadPage {
  const last = records.length > limit ? records[limit - 1] : undefined;
  const threads = records.slice(0, limit).map(toSummary);
  return last ? { threads, nextCursor: encodeCursor(last) } : { threads };
}

export function encodeCursor({ updatedAtMs, threadId }: Place): string {
  return `${updatedAtMs}/${threadId}`;
}

/** @throws TwelvefoldError `invalid_use` for what `encodeCursor` does not return. */
export function decodeCursor(cursor: string): Place {
  const at = typeof cursor === 'string' ? cursor.indexOf('/') : -1;
  const updatedAtMs = at > 0 ? Number(cursor.slice(0, at)) : Number.NaN;
  if (Number.isNaN(updatedAtMs))
    throw new TwelvefoldError('invalid_use', 'This cursor is none: take nextCursor of the page before, unchanged.');
  const threadId = cursor.slice(at + 1);
  checkThreadId(threadId);
  return { updatedAtMs, threadId };
}

function toSummary({ titleSeq: _, ...summary }: ThreadRecord): ThreadSummary {
  return summary;
}
