import { createPostgresStore } from '@twelvefold/stores/postgres';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import type { ThreadStore } from '@twelvefold/core';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

/** A database that a bench has filled. */
export interface Place {
  readonly kind: 'sqlite' | 'postgres';
  /** A path, or a connection string. */
  readonly where: string;
}

const SCHEMA = 'bench';

export function openStore({ kind, where }: Place): ThreadStore {
  return kind === 'sqlite'
    ? createSqliteStore({ path: where })
    : createPostgresStore({ connectionString: where, schema: SCHEMA });
}

/** Just the rows: what anybody would pay who keeps events as JSON text. */
export interface Rows {
  /** The texts of a thread's events behind `afterSeq`, in order. */
  readonly events: (threadId: string, afterSeq: number) => Promise<readonly string[]>;
  readonly checkpoint: (threadId: string) => Promise<string>;
  readonly bytes: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function openRows({ kind, where }: Place): Promise<Rows> {
  if (kind === 'sqlite') {
    const sqlite = new DatabaseSync(where);
    const events = sqlite.prepare('SELECT event FROM twelvefold_events WHERE thread_id = ? AND seq > ? ORDER BY seq');
    const checkpoint = sqlite.prepare('SELECT state FROM twelvefold_checkpoints WHERE thread_id = ?');
    const bytes = sqlite.prepare('SELECT sum(length(event)) AS bytes FROM twelvefold_events');
    return {
      events: async (threadId, afterSeq) => events.all(threadId, afterSeq).map(({ event }) => String(event)),
      checkpoint: async (threadId) => String(checkpoint.get(threadId)?.['state']),
      bytes: async () => Number(bytes.get()?.['bytes']),
      close: async () => sqlite.close(),
    };
  }
  const client = new pg.Client({ connectionString: where });
  await client.connect();
  const column = async (name: string, sql: string, values: readonly unknown[] = []): Promise<readonly string[]> => {
    const { rows } = await client.query<Record<string, string>>(sql, [...values]);
    return rows.map((row) => row[name] ?? '');
  };
  const inOrder = `SELECT event FROM ${SCHEMA}.events WHERE thread_id = $1 AND seq > $2 ORDER BY seq`;
  return {
    events: (threadId, afterSeq) => column('event', inOrder, [threadId, afterSeq]),
    checkpoint: async (threadId) =>
      (await column('state', `SELECT state FROM ${SCHEMA}.checkpoints WHERE thread_id = $1`, [threadId]))[0] ?? '',
    bytes: async () => Number((await column('bytes', `SELECT sum(length(event)) AS bytes FROM ${SCHEMA}.events`))[0]),
    close: () => client.end(),
  };
}

/** Has a database that was just filled do now what it would do in the background while something is measured. */
export async function settleDatabase({ kind, where }: Place): Promise<void> {
  if (kind === 'sqlite') {
    const sqlite = new DatabaseSync(where);
    try {
      return sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      sqlite.close();
    }
  }
  const client = new pg.Client({ connectionString: where });
  await client.connect();
  try {
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}
