import type { ThreadPage } from '@twelvefold/core';
import { toPage, type Listing, type ThreadRecord } from '@twelvefold/core/store';
import type { Base } from '../shared/read-log.ts';
import { INSERT_COLUMNS, toInsert, toThreadRecord, toThreadRow, type ThreadRow } from '../shared/thread-row.ts';
import type { Sqlite } from './database.ts';

/** The statements on the table of threads, each as one synchronous step. */
export interface ThreadTable {
  readonly get: (threadId: string) => ThreadRow | undefined;
  readonly insert: (record: ThreadRecord, base?: Base) => void;
  readonly update: (record: ThreadRecord) => void;
  readonly remove: (threadId: string) => void;
  /** The threads whose log begins with events of this one. */
  readonly basedOn: (threadId: string) => readonly ThreadRow[];
  readonly rebase: (threadId: string, base: Base | undefined) => void;
  readonly list: (listing: Listing) => ThreadPage;
}

export function createThreadTable(sqlite: Sqlite): ThreadTable {
  const get = sqlite.prepare('SELECT * FROM twelvefold_threads WHERE thread_id = ?');
  const basedOn = sqlite.prepare('SELECT * FROM twelvefold_threads WHERE base_id = ?');
  const insert = sqlite.prepare(
    `INSERT INTO twelvefold_threads (${INSERT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = sqlite.prepare(`
    UPDATE twelvefold_threads SET seq = ?, agent = ?, title = ?, title_seq = ?, phase = ?, updated_at_ms = ?
    WHERE thread_id = ?`);
  const rebase = sqlite.prepare('UPDATE twelvefold_threads SET base_id = ?, base_seq = ? WHERE thread_id = ?');
  const remove = sqlite.prepare('DELETE FROM twelvefold_threads WHERE thread_id = ?');
  const list = sqlite.prepare(`
    SELECT * FROM twelvefold_threads
    WHERE (:agent IS NULL OR agent = :agent)
      AND (:phases IS NULL OR phase IN (SELECT value FROM json_each(:phases)))
      AND (:threadIds IS NULL OR thread_id IN (SELECT value FROM json_each(:threadIds)))
      AND (:updatedAfterMs IS NULL OR updated_at_ms > :updatedAfterMs)
      AND (:updatedBeforeMs IS NULL OR updated_at_ms < :updatedBeforeMs)
      AND (:forkedFrom IS NULL OR forked_from_id IN (SELECT value FROM json_each(:forkedFrom)))
      AND (:lastMs IS NULL OR updated_at_ms < :lastMs OR (updated_at_ms = :lastMs AND thread_id > :lastId))
    ORDER BY updated_at_ms DESC, thread_id
    LIMIT :limit`);

  return {
    get: (threadId) => {
      const row = get.get(threadId);
      return row && toThreadRow(row);
    },
    insert: (record, base) => void insert.run(...toInsert(record, base)),
    update: ({ threadId, seq, agent, title, titleSeq, phase, updatedAtMs }) =>
      void update.run(seq, agent, title, titleSeq, phase, updatedAtMs, threadId),
    remove: (threadId) => void remove.run(threadId),
    basedOn: (threadId) => basedOn.all(threadId).map(toThreadRow),
    rebase: (threadId, base) => void rebase.run(base?.threadId ?? null, base?.seq ?? null, threadId),
    list: ({ agent, phases, threadIds, updatedAfterMs, updatedBeforeMs, forkedFrom, after, limit }) => {
      const rows = list.all({
        agent: agent ?? null,
        phases: phases ? JSON.stringify(phases) : null,
        threadIds: threadIds ? JSON.stringify(threadIds) : null,
        updatedAfterMs: updatedAfterMs ?? null,
        updatedBeforeMs: updatedBeforeMs ?? null,
        forkedFrom: forkedFrom ? JSON.stringify(forkedFrom) : null,
        lastMs: after?.updatedAtMs ?? null,
        lastId: after?.threadId ?? null,
        limit: limit + 1,
      });
      return toPage(rows.map(toThreadRecord), limit);
    },
  };
}
