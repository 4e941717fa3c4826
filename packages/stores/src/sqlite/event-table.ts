import type { Event } from '@twelvefold/core';
import type { StoredRow } from '@twelvefold/core/store';
import type { PageRange } from '../shared/read-log.ts';
import { readdressed } from '../shared/readdressed.ts';
import type { Sqlite } from './database.ts';

/** The statements on the table of events, each as one synchronous step. */
export interface EventTable {
  readonly insert: (threadId: string, events: readonly Event[]) => void;
  /** The first `rows` with `afterSeq < seq <= throughSeq` that the keeper has itself, in order. */
  readonly page: (range: PageRange) => readonly StoredRow[];
  readonly has: (threadId: string, seq: number) => boolean;
  /** Gives a fork the rows with `afterSeq < seq <= throughSeq`. */
  readonly copy: (threadId: string, forkId: string, afterSeq: number, throughSeq: number) => void;
  readonly remove: (threadId: string) => void;
}

export function createEventTable(sqlite: Sqlite): EventTable {
  const insert = sqlite.prepare('INSERT INTO twelvefold_events (thread_id, seq, event) VALUES (?, ?, ?)');
  const select = sqlite.prepare(
    'SELECT event FROM twelvefold_events WHERE thread_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
  );
  const copy = sqlite.prepare(
    'SELECT seq, event FROM twelvefold_events WHERE thread_id = ? AND seq > ? AND seq <= ? ORDER BY seq',
  );
  const has = sqlite.prepare('SELECT 1 FROM twelvefold_events WHERE thread_id = ? AND seq = ?');
  const remove = sqlite.prepare('DELETE FROM twelvefold_events WHERE thread_id = ?');
  // Rows as arrays, where the driver has them (Node 22.16), take half as long as rows as objects.
  const column = 'setReturnArrays' in select ? 0 : 'event';
  if (column === 0) select.setReturnArrays(true);

  return {
    insert: (threadId, events) => {
      for (const event of events) insert.run(threadId, event.seq, JSON.stringify(event));
    },
    page: ({ keeper, afterSeq, throughSeq, rows }) => {
      // All at once, which takes half as long as one by one.
      const found: readonly unknown[] = select.all(keeper, afterSeq, throughSeq, rows);
      return found.map((row) => ({ event: (row as Readonly<Record<string | number, unknown>>)[column] }));
    },
    has: (threadId, seq) => has.get(threadId, seq) !== undefined,
    copy: (threadId, forkId, afterSeq, throughSeq) => {
      for (const { seq, event } of copy.all(threadId, afterSeq, throughSeq))
        insert.run(forkId, Number(seq), readdressed(String(event), forkId));
    },
    remove: (threadId) => void remove.run(threadId),
  };
}
