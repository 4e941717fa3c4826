import { TwelvefoldError, type ThreadStore } from '@twelvefold/core';
import { openDatabase } from './database.ts';
import { sqliteStoreOn } from './sqlite-store-on.ts';

export interface SqliteStoreOptions {
  /** The file; it is made when there is none. `:memory:` is a database that ends with the store. */
  readonly path: string;
  /** How often to ask whether another process appended, or whether a runner is gone. Default 100. */
  readonly pollMs?: number;
}

export interface SqliteStore extends ThreadStore {
  /** Ends subscriptions and runners of this store, and closes the file. What is asked of it later is `store_failed`. */
  readonly close: () => void;
}

/**
 * Threads in an SQLite file, for all processes of one machine. What `append` resolved to is on the disk (WAL,
 * `synchronous = FULL`).
 *
 * `node:sqlite` is synchronous: while a statement runs, nothing else of this process does. So statements are short: long
 * threads are read in pages, and a writer that another process keeps waiting does not wait in SQLite. What takes as long as
 * it takes is one append (with its fsync), and `delete` of a thread that has forks, which copies to them what they have of
 * it. A subscription keeps the process alive, until it ends or the store is closed.
 *
 * @throws TwelvefoldError `store_newer` when a newer version wrote the database, `store_corrupt` when it is damaged,
 * `store_failed` when it cannot be opened, as on a Node older than 22.13.
 *
 * @example
 * const store = createSqliteStore({ path: 'threads.db' });
 * const agent = createAgent(desk, { model, store, thread: 'invoice-7' });
 */
export function createSqliteStore({ path, pollMs = 100 }: SqliteStoreOptions): SqliteStore {
  if (!(pollMs > 0)) throw new TwelvefoldError('invalid_use', `pollMs must be a number above 0, not ${pollMs}.`);
  return sqliteStoreOn(openDatabase(path), { path, pollMs });
}
