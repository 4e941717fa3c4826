import type { ThreadPage } from '@twelvefold/core';
import { toPage, type Listing, type ThreadRecord } from '@twelvefold/core/store';
import type { Base } from '../shared/read-log.ts';
import { INSERT_COLUMNS, toInsert, toThreadRecord, toThreadRow, type ThreadRow } from '../shared/thread-row.ts';
import type { Query } from './database.ts';

/** The statements on the table of threads. Each is given the connection that it runs on. */
export interface ThreadRows {
  readonly get: (query: Query, threadId: string, lock?: 'FOR UPDATE' | 'FOR SHARE') => Promise<ThreadRow | undefined>;
  /** The thread, its base, the base of that, and so on. */
  readonly keepersOf: (query: Query, threadId: string) => Promise<readonly ThreadRow[]>;
  readonly insert: (query: Query, record: ThreadRecord, base?: Base) => Promise<void>;
  readonly update: (query: Query, record: ThreadRecord) => Promise<void>;
  readonly remove: (query: Query, threadId: string) => Promise<void>;
  /** The threads whose log begins with events of this one, locked. */
  readonly basedOn: (query: Query, threadId: string) => Promise<readonly ThreadRow[]>;
  readonly rebase: (query: Query, threadId: string, base: Base | undefined) => Promise<void>;
  readonly list: (query: Query, listing: Listing) => Promise<ThreadPage>;
}

export function threadRows(schema: string): ThreadRows {
  const table = `${schema}.threads`;
  return {
    get: async (query, threadId, lock) => {
      const [row] = await query(`SELECT * FROM ${table} WHERE thread_id = $1 ${lock ?? ''}`, [threadId]);
      return row && toThreadRow(row);
    },
    keepersOf: async (query, threadId) => {
      const rows = await query(
        `WITH RECURSIVE chain AS (
           SELECT t.*, 0 AS depth FROM ${table} t WHERE thread_id = $1
           UNION ALL
           SELECT t.*, chain.depth + 1 FROM chain JOIN ${table} t ON t.thread_id = chain.base_id
         ) SELECT * FROM chain ORDER BY depth`,
        [threadId],
      );
      return rows.map(toThreadRow);
    },
    insert: async (query, record, base) => {
      await query(
        `INSERT INTO ${table} (${INSERT_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        toInsert(record, base),
      );
    },
    update: async (query, { threadId, seq, agent, title, titleSeq, phase, updatedAtMs }) => {
      await query(
        `UPDATE ${table} SET seq = $2, agent = $3, title = $4, title_seq = $5, phase = $6, updated_at_ms = $7
         WHERE thread_id = $1`,
        [threadId, seq, agent, title, titleSeq, phase, updatedAtMs],
      );
    },
    remove: async (query, threadId) => void (await query(`DELETE FROM ${table} WHERE thread_id = $1`, [threadId])),
    basedOn: async (query, threadId) => {
      const rows = await query(`SELECT * FROM ${table} WHERE base_id = $1 ORDER BY thread_id FOR UPDATE`, [threadId]);
      return rows.map(toThreadRow);
    },
    rebase: async (query, threadId, base) => {
      const values = [threadId, base?.threadId ?? null, base?.seq ?? null];
      await query(`UPDATE ${table} SET base_id = $2, base_seq = $3 WHERE thread_id = $1`, values);
    },
    list: async (query, { agent, phases, threadIds, updatedAfterMs, updatedBeforeMs, forkedFrom, after, limit }) => {
      const given: readonly (readonly [condition: (at: string) => string, value: unknown])[] = [
        [(at) => `agent = ${at}`, agent],
        [(at) => `phase = ANY (${at}::text[])`, phases],
        [(at) => `thread_id = ANY (${at}::text[])`, threadIds],
        [(at) => `updated_at_ms > ${at}`, updatedAfterMs],
        [(at) => `updated_at_ms < ${at}`, updatedBeforeMs],
        [(at) => `forked_from_id = ANY (${at}::text[])`, forkedFrom],
        [(at) => `updated_at_ms <= ${at}`, after?.updatedAtMs],
        [(at) => `(updated_at_ms < $1 OR thread_id > ${at})`, after?.threadId],
      ];
      const used = given.filter(([, value]) => value !== undefined);
      const conditions = used.map(([condition], index) => condition(`$${index + 3}`));
      const rows = await query(
        `SELECT * FROM ${table} WHERE $1::double precision IS NOT NULL
           ${conditions.map((condition) => `AND ${condition}`).join(' ')}
         ORDER BY updated_at_ms DESC, thread_id LIMIT $2`,
        [after?.updatedAtMs ?? 0, limit + 1, ...used.map(([, value]) => value)],
      );
      return toPage(rows.map(toThreadRecord), limit);
    },
  };
}
