import { TwelvefoldError } from '@twelvefold/core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import { migrations } from './schema.ts';
import { isBusy, toStoreError } from './sqlite-error.ts';

/** How long to wait for a writer in another process before it is a failure. */
const PATIENCE_MS = 10_000;
/** SQLite itself waits this long, and keeps the event loop from running meanwhile. */
const BUSY_TIMEOUT_MS = 5;

/** What the driver has since Node 22.13; it has learnt more since. */
export type Sqlite = Pick<DatabaseSync, 'prepare' | 'exec' | 'close'>;

/** One connection. `node:sqlite` is synchronous, so nothing else of this process comes between the steps of a `work`. */
export interface Database {
  readonly sqlite: Sqlite;
  /** Runs `work` once nobody else writes: while it waits, the event loop runs. */
  readonly run: <T>(work: () => T) => Promise<T>;
  /** The same, in a transaction that has the write lock from its beginning. */
  readonly write: <T>(work: () => T) => Promise<T>;
  readonly isClosed: () => boolean;
  /** Throws `store_failed` once it is closed. */
  readonly checkOpen: () => void;
  readonly close: () => void;
}

/**
 * Opens or makes the database, and brings its tables up to date.
 *
 * @throws TwelvefoldError `store_newer`, `store_corrupt`, `store_failed`
 */
export function openDatabase(path: string): Database {
  const sqlite = open(path);
  let isClosed = false;
  const checkOpen = (): void => {
    if (isClosed) throw new TwelvefoldError('store_failed', `The store on ${JSON.stringify(path)} was closed.`);
  };
  const run = async <T>(work: () => T): Promise<T> => {
    const untilMs = performance.now() + PATIENCE_MS;
    for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 25)) {
      checkOpen();
      try {
        return work();
      } catch (thrown) {
        if (!isBusy(thrown) || performance.now() > untilMs) throw toStoreError(thrown, path);
      }
      await sleep(waitMs * (0.5 + Math.random()));
    }
  };
  return {
    sqlite,
    run,
    write: (work) => run(() => transact(sqlite, work)),
    isClosed: () => isClosed,
    checkOpen,
    close: () => {
      if (!isClosed) sqlite.close();
      isClosed = true;
    },
  };
}

function open(path: string): Sqlite {
  let sqlite: Sqlite | undefined;
  try {
    const opened = (sqlite = new (driver())(path));
    patiently(() =>
      opened.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`),
    );
    patiently(() => migrate(opened, path));
    return opened;
  } catch (thrown) {
    sqlite?.close();
    throw toStoreError(thrown, path);
  }
}

/** Looked up when it is used: an import of it would end an older Node before anybody could say why. */
function driver(): typeof DatabaseSync {
  const found = process.getBuiltinModule?.('node:sqlite');
  if (found) return found.DatabaseSync;
  const message = `@twelvefold/stores/sqlite needs Node 22.13 or newer, and this is ${process.version}: upgrade Node, or keep threads in another store.`;
  throw new TwelvefoldError('store_failed', message);
}

/** All or nothing. Takes the write lock at once, so that what `work` reads is still true when it writes. */
function transact<T>(sqlite: Sqlite, work: () => T): T {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    sqlite.exec('COMMIT');
    return result;
  } catch (thrown) {
    rollBack(sqlite);
    throw thrown;
  }
}

function rollBack(sqlite: Sqlite): void {
  try {
    sqlite.exec('ROLLBACK');
  } catch {
    // SQLite did so itself, as it does when the disk is full.
  }
}

function migrate(sqlite: Sqlite, path: string): void {
  if (versionOf(sqlite, path) === migrations.length) return;
  transact(sqlite, () => {
    sqlite.exec('CREATE TABLE IF NOT EXISTS twelvefold_schema (version INTEGER NOT NULL) STRICT');
    for (const step of migrations.slice(versionOf(sqlite, path))) sqlite.exec(step);
    sqlite.exec(`DELETE FROM twelvefold_schema; INSERT INTO twelvefold_schema VALUES (${migrations.length})`);
  });
}

function versionOf(sqlite: Sqlite, path: string): number {
  const table = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'twelvefold_schema'").get();
  const row = table && sqlite.prepare('SELECT version FROM twelvefold_schema').get();
  const version = Number(row?.['version'] ?? 0);
  if (version <= migrations.length) return version;
  const message = `The database ${JSON.stringify(path)} was written by a newer version (${version}; this one knows ${migrations.length}): upgrade @twelvefold/stores.`;
  throw new TwelvefoldError('store_newer', message);
}

/** Only while opening: many processes may make the same file at once, and there is nothing else to do yet. */
function patiently(work: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (const untilMs = performance.now() + PATIENCE_MS; ;) {
    try {
      return work();
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() > untilMs) throw thrown;
      Atomics.wait(pause, 0, 0, 5 + Math.random() * 10);
    }
  }
}
