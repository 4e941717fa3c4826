import type { Event } from '@twelvefold/core';
import { readRows, toThread, type StoredRow } from '@twelvefold/core/store';
import { createPaging, type PageLimits } from './paging.ts';

/** Where a thread's log begins: its first `seq` events are those of another thread. */
export interface Base {
  readonly threadId: string;
  readonly seq: number;
}

/** What it takes of a thread to find its events. */
export interface Keeper {
  readonly threadId: string;
  readonly seq: number;
  /** Another thread of the same id, after this one was deleted, has another one. */
  readonly generation: number | string;
  readonly base?: Base;
}

/** The events `afterSeq < seq <= throughSeq` of a log, which are kept with one thread. */
interface Part {
  readonly keeper: string;
  readonly generation: number | string;
  readonly afterSeq: number;
  readonly throughSeq: number;
}

export interface PageRange {
  readonly keeper: string;
  readonly afterSeq: number;
  readonly throughSeq: number;
  readonly rows: number;
}

export interface ReadOptions {
  readonly threadId: string;
  readonly afterSeq: number;
  readonly throughSeq: number;
  /** The thread, its base, the base of that, and so on; none when there is no such thread. */
  readonly keepers: () => Promise<readonly Keeper[]>;
  /** The first `rows` of the rows in that range that the thread has itself, in order. */
  readonly page: (range: PageRange) => Promise<readonly StoredRow[]>;
  readonly limits: PageLimits;
}

/**
 * The events of a thread, from wherever they are kept.
 *
 * @throws TwelvefoldError `store_corrupt`, `store_newer`
 */
export async function readLog(options: ReadOptions): Promise<readonly Event[]> {
  for (;;) {
    const parts = partsOf(await options.keepers(), options);
    try {
      return await readParts(parts, options);
    } catch (thrown) {
      // Deleting moves rows: what was missing here may stand elsewhere by now.
      const now = partsOf(await options.keepers(), options);
      if (JSON.stringify(now) === JSON.stringify(parts)) throw thrown;
    }
  }
}

/** Oldest first. */
function partsOf(keepers: readonly Keeper[], range: Pick<ReadOptions, 'afterSeq' | 'throughSeq'>): readonly Part[] {
  const parts: Part[] = [];
  let endSeq = range.throughSeq;
  for (const { threadId, generation, seq, base } of keepers) {
    const afterSeq = Math.max(range.afterSeq, base?.seq ?? 0);
    endSeq = Math.min(endSeq, seq);
    if (afterSeq < endSeq) parts.push({ keeper: threadId, generation, afterSeq, throughSeq: endSeq });
    endSeq = Math.min(endSeq, base?.seq ?? 0);
  }
  return parts.toReversed();
}

async function readParts(parts: readonly Part[], { threadId, page, limits }: ReadOptions): Promise<readonly Event[]> {
  const paging = createPaging(limits);
  const found: (readonly Event[])[] = [];
  for (const { keeper, afterSeq, throughSeq } of parts) {
    const pageAfter = (seq: number): Promise<readonly StoredRow[]> =>
      page({ keeper, afterSeq: seq, throughSeq, rows: paging.rows() });
    let next: Promise<readonly StoredRow[]> | undefined = pageAfter(afterSeq);
    for (let seq = afterSeq; next;) {
      const rows: readonly StoredRow[] = await next;
      paging.note(rows);
      const endSeq: number = rows.length === 0 ? throughSeq : seq + rows.length;
      // The database works on the next page while this one is looked through.
      next = endSeq < throughSeq ? pageAfter(endSeq) : undefined;
      next?.catch(() => undefined);
      const events = readRows({ threadId: keeper, afterSeq: seq, throughSeq: endSeq }, rows);
      found.push(keeper === threadId ? events : toThread(events, threadId));
      seq = endSeq;
    }
  }
  // `flat` takes twenty times as long.
  return ([] as readonly Event[]).concat(...found);
}
