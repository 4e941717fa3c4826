import type { ThreadPage } from '@twelvefold/core';
import { comparePlaces, isListed, toPage, type Listing, type ThreadRecord } from '@twelvefold/core/store';
import type { Reading } from './transaction.ts';
import { getThread } from './threads.ts';

/**
 * One page, out of the index that fits: it begins behind the cursor and ends where the page does, however many threads
 * there are. What no index knows is compared row by row.
 */
export async function listThreads(transaction: Reading, listing: Listing): Promise<ThreadPage> {
  const found = listing.threadIds
    ? await pick(transaction, listing, listing.threadIds)
    : (await Promise.all(walks(listing).map((walk) => take(transaction, listing, walk)))).flat();
  return toPage(found.toSorted(comparePlaces), listing.limit);
}

/** A part of an index: the threads whose keys begin with `prefix`, in the order of the list. */
interface Walk {
  readonly index: 'all' | 'agent' | 'phase' | 'agentPhase' | 'forkedFrom';
  readonly prefix: readonly string[];
}

function walks({ forkedFrom, phases, agent }: Listing): readonly Walk[] {
  if (forkedFrom) return forkedFrom.map((threadId) => ({ index: 'forkedFrom', prefix: [threadId] }));
  if (phases)
    return [...new Set(phases)].map((phase) =>
      agent === undefined ? { index: 'phase', prefix: [phase] } : { index: 'agentPhase', prefix: [agent, phase] },
    );
  return agent === undefined ? [{ index: 'all', prefix: [] }] : [{ index: 'agent', prefix: [agent] }];
}

/** The first `limit + 1` of a walk: one more than a page tells that there is another. */
async function take(transaction: Reading, listing: Listing, { index, prefix }: Walk): Promise<readonly ThreadRecord[]> {
  const source: RangeReader = transaction.objectStore('threads').index(index);
  const count = listing.limit + 1;
  const { updatedAfterMs, updatedBeforeMs, after } = listing;
  // In front of a key with one part more, and behind all of them.
  const end = updatedAfterMs === undefined ? [...prefix, []] : [...prefix, -updatedAfterMs];
  let begin: IDBValidKey = updatedBeforeMs === undefined ? [...prefix] : [...prefix, -updatedBeforeMs, []];
  if (after) begin = later(begin, [...prefix, -after.updatedAtMs, after.threadId]);
  const found: ThreadRecord[] = [];
  while (found.length < count && indexedDB.cmp(begin, end) < 0) {
    const rows = await source.getAll(IDBKeyRange.bound(begin, end, true, true), count);
    found.push(...rows.map(({ record }) => record).filter((record) => isListed(record, listing)));
    const last = rows.at(-1);
    if (!last || rows.length < count) break;
    begin = [...prefix, last.order, last.threadId];
  }
  return found.slice(0, count);
}

interface RangeReader {
  getAll(
    range: IDBKeyRange,
    count: number,
  ): Promise<readonly { readonly threadId: string; readonly order: number; readonly record: ThreadRecord }[]>;
}

async function pick(
  transaction: Reading,
  listing: Listing,
  threadIds: readonly string[],
): Promise<readonly ThreadRecord[]> {
  const rows = await Promise.all([...new Set(threadIds)].map((threadId) => getThread(transaction, threadId)));
  return rows.flatMap((row) => (row && isListed(row.record, listing) ? [row.record] : []));
}

function later(a: IDBValidKey, b: IDBValidKey): IDBValidKey {
  return indexedDB.cmp(a, b) < 0 ? b : a;
}
