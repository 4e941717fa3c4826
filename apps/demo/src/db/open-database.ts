import { createDatabase, type Database } from './database.ts';
import { DeskError } from './desk-error.ts';
import { openIndexedDbSnapshots } from './indexed-db-snapshots.ts';
import { seed } from './seed.ts';
import { createMemorySnapshots, type Snapshots } from './snapshots.ts';
import { loadSqlite, type OpenSqlite } from './sqlite.ts';

/**
 * Opens the desk's database in a page, seeded the first time. Calling it again after a failure tries everything anew.
 *
 * @throws DeskError `database_unavailable`.
 */
export async function openDatabase(): Promise<Database> {
  const [openSqlite, snapshots] = await Promise.all([load(), openSnapshots()]);
  return createDatabase({ openSqlite, snapshots, seed });
}

async function load(): Promise<OpenSqlite> {
  try {
    return await loadSqlite();
  } catch (cause) {
    const message = 'The database could not be loaded: check your connection and try again.';
    throw new DeskError('database_unavailable', message, { cause });
  }
}

/** Where the browser refuses to store anything, the desk still works; it only forgets on reload. */
async function openSnapshots(): Promise<Snapshots> {
  try {
    return await openIndexedDbSnapshots('twelvefold-demo-desk');
  } catch {
    return createMemorySnapshots();
  }
}
