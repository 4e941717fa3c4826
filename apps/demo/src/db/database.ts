/*
 *   read ──► SQLite in memory ──► rows                                                        (synchronous)
 *   write ─► copy of it ─► transaction ─► bytes ─► snapshots.save(revision + 1)
 *                 ▲                                  │ saved: the copy takes over, version + 1, listeners are told
 *                 └── conflict: take the newer snapshot, run the change again
 *
 * A write is done when it is saved. What could not be saved did not happen.
 */
import { DeskError } from './desk-error.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import type { Snapshot, Snapshots } from './snapshots.ts';
import type { OpenSqlite, Reader, Sqlite, Writer } from './sqlite.ts';

/** The desk's SQL database. Every query of the desk takes it, or a `Reader` or `Writer` of it. */
export interface Database extends Reader {
  /** Grows with every committed change, of this tab or another: what React compares. */
  readonly version: () => number;
  /** Calls back after each change. Gives the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Runs `change` in a transaction and saves the result; a throw rolls everything back and rejects. `change` may run
   * more than once (when another tab was faster), so it must do nothing but use its `Writer`.
   */
  readonly write: <T>(change: (writer: Writer) => T) => Promise<T>;
  /** Stops following other tabs and frees the memory. */
  readonly close: () => void;
}

/** What `createDatabase` takes. */
export interface DatabaseOptions {
  readonly openSqlite: OpenSqlite;
  readonly snapshots: Snapshots;
  /** Fills a database that has its tables and nothing else. */
  readonly seed: (writer: Writer) => void;
}

const ATTEMPTS = 10;

/**
 * Opens the saved database, or a freshly seeded one where there is none, or one of another schema version.
 *
 * @throws DeskError `database_unavailable` when the snapshots cannot be read.
 */
export async function createDatabase({ openSqlite, snapshots, seed }: DatabaseOptions): Promise<Database> {
  let revision = 0;
  let version = 0;
  let sqlite: Sqlite = openSqlite();
  let queue: Promise<unknown> = Promise.resolve();
  const listeners = new Set<() => void>();

  const changed = () => {
    version += 1;
    for (const listener of listeners) listener();
  };

  const use = (next: Sqlite) => {
    sqlite.close();
    sqlite = next;
    // A slip of a query must not change anything outside `write`, where it would never be saved.
    sqlite.exec('PRAGMA query_only = ON');
  };

  /** Takes over the newest snapshot; says whether there was a newer one. */
  const catchUp = async (): Promise<boolean> => {
    const newest = await load(snapshots);
    if (!newest || newest.revision <= revision) return false;
    use(openSaved(openSqlite, newest.bytes) ?? openSeeded(openSqlite, seed));
    revision = newest.revision;
    return true;
  };

  /** Changes a copy, which takes the original's place once it is saved: nobody reads what may still be undone. */
  const attempt = async <T>(change: (writer: Writer) => T): Promise<{ readonly result: T } | 'conflict'> => {
    const copy = openSqlite(sqlite.toBytes());
    try {
      const result = transact(copy, change);
      const outcome = await save(snapshots, { revision: revision + 1, bytes: copy.toBytes() });
      if (outcome === 'saved') {
        use(copy);
        revision += 1;
        return { result };
      }
    } catch (error) {
      copy.close();
      throw error;
    }
    copy.close();
    return 'conflict';
  };

  const write = async <T>(change: (writer: Writer) => T): Promise<T> => {
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      if (await catchUp()) changed();
      const outcome = await attempt(change);
      if (outcome === 'conflict') continue;
      changed();
      return outcome.result;
    }
    throw new DeskError(
      'not_saved',
      'Other tabs kept changing the data, so nothing was changed: reload the page and try again.',
    );
  };

  /** One after the other: a change and its save are never cut by another. */
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  if (!(await catchUp())) use(openSeeded(openSqlite, seed));
  const unwatch = snapshots.watch(() => {
    // A snapshot that cannot be read now is read before the next write, which then tells the person.
    enqueue(async () => (await catchUp()) && changed()).catch(() => undefined);
  });

  return {
    all: (statement, parameters) => sqlite.all(statement, parameters),
    get: (statement, parameters) => sqlite.get(statement, parameters),
    version: () => version,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    write: (change) => enqueue(() => write(change)),
    close: () => {
      unwatch();
      sqlite.close();
    },
  };
}

async function load(snapshots: Snapshots): ReturnType<Snapshots['load']> {
  try {
    return await snapshots.load();
  } catch (cause) {
    throw new DeskError('database_unavailable', 'The saved data could not be read: reload the page.', { cause });
  }
}

async function save(snapshots: Snapshots, snapshot: Snapshot): ReturnType<Snapshots['save']> {
  try {
    return await snapshots.save(snapshot);
  } catch (cause) {
    const message = 'The browser could not store the change, so nothing was changed: reload the page and try again.';
    throw new DeskError('not_saved', message, { cause });
  }
}

/** The saved database, or nothing when it is damaged or of another schema version. */
function openSaved(openSqlite: OpenSqlite, bytes: Uint8Array): Sqlite | undefined {
  const sqlite = openSqlite(bytes);
  try {
    const version = sqlite.get('PRAGMA user_version')?.['user_version'];
    const sound = sqlite.get('PRAGMA quick_check')?.['quick_check'] === 'ok';
    if (sound && version === SCHEMA_VERSION) return sqlite;
  } catch {
    // Not a database at all.
  }
  sqlite.close();
  return undefined;
}

function openSeeded(openSqlite: OpenSqlite, seed: (writer: Writer) => void): Sqlite {
  const sqlite = openSqlite();
  sqlite.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}`);
  transact(sqlite, seed);
  return sqlite;
}

function transact<T>(sqlite: Sqlite, change: (writer: Writer) => T): T {
  sqlite.exec('PRAGMA query_only = OFF; BEGIN IMMEDIATE');
  try {
    const result = change(sqlite);
    sqlite.exec('COMMIT');
    return result;
  } catch (error) {
    sqlite.exec('ROLLBACK');
    throw error;
  } finally {
    sqlite.exec('PRAGMA query_only = ON');
  }
}
