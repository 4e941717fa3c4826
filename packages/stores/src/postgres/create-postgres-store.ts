import { TwelvefoldError, type ThreadStore } from '@twelvefold/core';
import pg from 'pg';
import { threadStoreOn } from '../shared/thread-store-on.ts';
import { lockKey, openDatabase } from './database.ts';
import { createPostgresLog } from './postgres-log.ts';
import { createPostgresPresence } from './postgres-presence.ts';
import { createSession } from './session.ts';
import { watchChanges } from './watch-changes.ts';

/** Who does not answer in this time is away. `close()` waits no longer for it, either. */
const CONNECT_MS = 5_000;

export type PostgresStoreOptions = {
  /** Where the tables are; made when there is none. Default `twelvefold`. */
  readonly schema?: string;
  /** How often to look for changes that LISTEN did not tell of. Default 2,000. */
  readonly pollMs?: number;
  /**
   * Whether an append tells the other processes by NOTIFY. PostgreSQL lets only one transaction that does so commit at a
   * time, in all databases of the server: without it appends of different threads wait for the disk together, and the
   * others hear by looking, every `pollMs`. The same for all stores of one schema. Default true.
   */
  readonly notify?: boolean;
} & (
  | { readonly connectionString: string }
  /** Stays yours to end, after the store was closed. */
  | { readonly pool: pg.Pool }
);

export interface PostgresStore extends ThreadStore {
  /** Ends subscriptions and runners of this store, and its connections. What is asked of it later is `store_failed`. */
  readonly close: () => Promise<void>;
}

/**
 * Threads in PostgreSQL, for any number of processes. What `append` resolved to is committed, and the unique key of its
 * rows is what made it win.
 *
 * The first thing that is asked of it makes or updates its tables. Besides those of the pool it has one connection of its
 * own, for LISTEN and for the locks that show who is there: connect it to the server itself, or through a pooler in session
 * mode. It keeps the process alive until the store is closed.
 *
 * @throws TwelvefoldError `invalid_use` for a schema's name that would need quotes, at once; what is asked of the store
 * rejects with `store_newer`, `store_full`, `store_corrupt` or `store_failed`.
 *
 * @example
 * const store = createPostgresStore({ connectionString: process.env.DATABASE_URL });
 * const agent = createAgent(desk, { model, store, thread: 'invoice-7' });
 */
export function createPostgresStore(options: PostgresStoreOptions): PostgresStore {
  const { schema = 'twelvefold', pollMs = 2_000, notify = true } = options;
  if (!(pollMs > 0)) throw new TwelvefoldError('invalid_use', `pollMs must be a number above 0, not ${pollMs}.`);
  const pool = 'pool' in options ? options.pool : ownPool(options.connectionString);
  const database = openDatabase(pool, schema);
  const channel = `twelvefold_${BigInt.asUintN(64, BigInt(lockKey(schema))).toString(36)}`;
  const watch = watchChanges({ database, session: () => session, channel, pollMs, notify });
  const session = createSession({
    create: (connectionTimeoutMillis) =>
      new pg.Client({
        ...pool.options,
        ...passwordOf(pool),
        connectionTimeoutMillis,
        // A server that went without a word is found out.
        keepAlive: true,
        keepAliveInitialDelayMillis: 1_000,
      }),
    channel,
    onNotify: watch.onNotify,
    onConnect: watch.catchUp,
  });
  const log = createPostgresLog(database, watch.announce);

  return {
    ...threadStoreOn({ log, watch, checkOpen: database.checkOpen }),
    presence: createPostgresPresence(database, () => session),
    close: async () => {
      if (database.isClosed()) return;
      database.close();
      watch.stop();
      await session.close();
      if (!('pool' in options)) await pool.end();
    },
  };
}

function ownPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: CONNECT_MS });
  // A connection that is lost while nobody uses it is replaced by the next one that is asked for.
  pool.on('error', () => undefined);
  return pool;
}

/** The driver hides it from those who print or spread the options. */
function passwordOf({ options: { password } }: pg.Pool): Pick<pg.PoolOptions, 'password'> {
  return password === undefined ? {} : { password };
}
