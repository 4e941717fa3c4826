import { TwelvefoldError, type ThreadStore } from '@twelvefold/core';
import { checkAppend, checkThreadId, readQuery } from '@twelvefold/core/store';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { openDatabase } from './database.ts';
import { createSqliteLog } from './sqlite-log.ts';
import { createSqlitePresence } from './sqlite-presence.ts';
import { watchChanges } from './watch-changes.ts';

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
 * `store_failed` when it cannot be opened.
 *
 * @example
 * const store = createSqliteStore({ path: 'threads.db' });
 * const agent = createAgent(desk, { model, store, thread: 'invoice-7' });
 */
export function createSqliteStore({ path, pollMs = 100 }: SqliteStoreOptions): SqliteStore {
  if (!(pollMs > 0)) throw new TwelvefoldError('invalid_use', `pollMs must be a number above 0, not ${pollMs}.`);
  const database = openDatabase(path);
  const log = createSqliteLog(database);
  const file = path === ':memory:' || path === '' ? randomUUID() : resolve(path);
  const watch = watchChanges(database, log.threads, { file, pollMs });
  const presence = createSqlitePresence(database, pollMs);

  return {
    append: async (threadId, expectedSeq, events, note) => {
      checkAppend(threadId, expectedSeq, events);
      const result = await log.append(threadId, expectedSeq, events, note);
      if (result.ok && events.length > 0) watch.changed(threadId, expectedSeq + events.length);
      return result;
    },
    read: async (threadId, afterSeq = 0, throughSeq = Infinity) => {
      checkThreadId(threadId);
      return log.read(threadId, afterSeq, throughSeq);
    },
    fork: async (threadId, from, events, note) => {
      checkThreadId(from.threadId);
      checkAppend(threadId, from.seq, events);
      const result = await log.fork(threadId, from, events, note);
      if (result.ok) watch.changed(threadId, from.seq + events.length);
      return result;
    },
    list: async (query) => {
      const listing = readQuery(query);
      return database.run(() => log.threads.list(listing));
    },
    delete: async (threadId) => {
      checkThreadId(threadId);
      if (await log.remove(threadId)) watch.changed(threadId);
    },
    readCheckpoint: async (threadId, version) => {
      checkThreadId(threadId);
      return log.readCheckpoint(threadId, version);
    },
    writeCheckpoint: async (threadId, version, state) => {
      checkThreadId(threadId);
      await log.writeCheckpoint(threadId, version, state);
    },
    subscribe: (threadId, listener) => {
      checkThreadId(threadId);
      return watch.subscribe(threadId, listener);
    },
    subscribeAll: watch.subscribeAll,
    presence: { enter: presence.enter, untilGone: presence.untilGone, lead: presence.lead },
    close: () => {
      if (database.isClosed()) return;
      presence.stop();
      watch.stop();
      database.close();
    },
  };
}
