import { checkAppend, checkThreadId, readQuery } from '@twelvefold/core/store';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { SqliteStore, SqliteStoreOptions } from './create-sqlite-store.ts';
import type { Database } from './database.ts';
import { createSqliteLog } from './sqlite-log.ts';
import { createSqlitePresence } from './sqlite-presence.ts';
import { watchChanges } from './watch-changes.ts';

/** The store on a database that is open. */
export function sqliteStoreOn(database: Database, { path, pollMs }: Required<SqliteStoreOptions>): SqliteStore {
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
      if (await log.remove(threadId)) watch.changed(threadId, 0);
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
