import { TwelvefoldError } from '@twelvefold/core';
import { createHash, randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { isPassing, toStoreError } from './postgres-error.ts';
import { migrations } from './schema.ts';

/** Deadlocks and the like are tried again this often. */
const TRIES = 5;

export type Row = Readonly<Record<string, unknown>>;
export type Query = (sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** The tables in one schema of a database, up to date before anything is asked of them. */
export interface Database {
  /** The schema's name, quoted. */
  readonly schema: string;
  /** Resolves to the id of this store once its tables are up to date; asked again after a failure. */
  readonly ready: () => Promise<string>;
  readonly query: Query;
  /** Runs `work` in a transaction, again when another transaction was in its way. */
  readonly transact: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  /** After this everything is refused. */
  readonly close: () => void;
  readonly isClosed: () => boolean;
  /** Throws `store_failed` once it is closed. */
  readonly checkOpen: () => void;
}

export function openDatabase(pool: Pool, name: string): Database {
  if (!/^[a-z_][a-z0-9_]{0,50}$/.test(name))
    throw new TwelvefoldError(
      'invalid_use',
      `A schema is named by lower case letters, digits and _, not ${JSON.stringify(name)}.`,
    );
  const schema = `"${name}"`;
  let preparing: Promise<string> | undefined;
  let isClosed = false;

  const checkOpen = (): void => {
    if (isClosed) throw new TwelvefoldError('store_failed', 'This store was closed.');
  };
  const ready = async (): Promise<string> => {
    checkOpen();
    return (preparing ??= withClient((client) => prepare(client, { schema, name })).catch((thrown: unknown) => {
      preparing = undefined;
      throw toStoreError(thrown);
    }));
  };

  return {
    schema,
    ready,
    query: async (sql, values) => {
      await ready();
      return pool.query(sql, values && [...values]).then(({ rows }) => rows as Row[], failed);
    },
    transact: async (work) => {
      await ready();
      for (let tries = 1; ; tries++) {
        try {
          return await withClient((client) => transact(client, () => work(queryOf(client))));
        } catch (thrown) {
          if (!isPassing(thrown) || tries >= TRIES) throw toStoreError(thrown);
        }
      }
    },
    close: () => void (isClosed = true),
    isClosed: () => isClosed,
    checkOpen,
  };

  /** A client that failed in a way that leaves it in doubt is not given to others. */
  async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (thrown) {
      client.release(!(thrown instanceof Error && 'severity' in thrown) && !TwelvefoldError.isInstance(thrown));
      throw thrown;
    }
  }
}

/** A number for an advisory lock that is that of this name only. */
export function lockKey(name: string): string {
  return createHash('sha256').update(name).digest().readBigInt64BE().toString();
}

function failed(thrown: unknown): never {
  throw toStoreError(thrown);
}

function queryOf(client: PoolClient): Query {
  return (sql, values) => client.query(sql, values && [...values]).then(({ rows }) => rows as Row[]);
}

/** What is committed is on the disk: a database that does not wait for that is told to. */
async function transact<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    await client.query(
      "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'",
    );
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw thrown;
  }
}

/** A schema's name, quoted and as it is. */
interface Named {
  readonly schema: string;
  readonly name: string;
}

/** Brings the tables up to date, one process after the other, all or nothing. */
async function prepare(client: PoolClient, named: Named): Promise<string> {
  const { schema } = named;
  const query = queryOf(client);
  const known = await metaOf(query, named);
  if (known?.version === migrations.length) return known.storeId;
  return transact(client, async () => {
    await query('SELECT pg_advisory_xact_lock($1)', [lockKey(`twelvefold migrate ${schema}`)]);
    const meta = (await metaOf(query, named)) ?? { version: 0, storeId: randomUUID() };
    if (meta.version === 0) await begin(query, named, meta.storeId);
    for (const step of migrations.slice(meta.version)) await query(step(schema));
    await query(`UPDATE ${schema}.meta SET version = $1`, [migrations.length]);
    return meta.storeId;
  });
}

async function begin(query: Query, { schema, name }: Named, storeId: string): Promise<void> {
  const [server] = await query(
    "SELECT current_setting('server_encoding') AS encoding, (SELECT oid FROM pg_namespace WHERE nspname = $1) AS schema",
    [name],
  );
  if (server?.['encoding'] !== 'UTF8') {
    const message = `The database has the encoding ${String(server?.['encoding'])}, which cannot hold all text: make one with UTF8.`;
    throw new TwelvefoldError('invalid_use', message);
  }
  if (server['schema'] === null) await query(`CREATE SCHEMA ${schema}`);
  await query(`CREATE TABLE ${schema}.meta (version integer NOT NULL, store_id text NOT NULL)`);
  await query(`INSERT INTO ${schema}.meta VALUES (0, $1)`, [storeId]);
}

interface Meta {
  readonly version: number;
  readonly storeId: string;
}

/** Reads the catalog as a table: a look-up by name may come from a cache that is older than the lock. */
async function metaOf(query: Query, { schema, name }: Named): Promise<Meta | undefined> {
  const tables = await query(
    "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'meta'",
    [name],
  );
  if (tables.length === 0) return undefined;
  const [meta] = await query(`SELECT version, store_id FROM ${schema}.meta`);
  const version = Number(meta?.['version'] ?? 0);
  if (version <= migrations.length) return meta && { version, storeId: String(meta['store_id']) };
  const message = `The schema ${schema} was written by a newer version (${version}; this one knows ${migrations.length}): upgrade @twelvefold/stores.`;
  throw new TwelvefoldError('store_newer', message);
}
