import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { threadStoreOn } from '../shared/thread-store-on.ts';
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
    ...threadStoreOn({ log, watch, checkOpen: database.checkOpen }),
    presence: { enter: presence.enter, untilGone: presence.untilGone, lead: presence.lead },
    close: () => {
      if (database.isClosed()) return;
      presence.stop();
      watch.stop();
      database.close();
    },
  };
}
