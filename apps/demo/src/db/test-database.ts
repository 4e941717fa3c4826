import { expect } from 'vitest';
import { createDatabase, type Database } from './database.ts';
import type { DeskError } from './desk-error.ts';
import { seed } from './seed.ts';
import { createMemorySnapshots, type Snapshots } from './snapshots.ts';
import { loadSqlite, type OpenSqlite } from './sqlite.ts';

let loading: Promise<OpenSqlite> | undefined;

/** A seeded database in Node, on the same WebAssembly that the page loads. Two on one `snapshots` are two tabs. */
export async function openTestDatabase(snapshots: Snapshots = createMemorySnapshots()): Promise<Database> {
  loading ??= loadSqlite();
  return createDatabase({ openSqlite: await loading, snapshots, seed });
}

/** What a `DeskError` must match: its code, the field where one is at fault, and a part of its sentence. */
export function deskError(code: DeskError['code'], message: RegExp, field?: string): object {
  return { name: 'DeskError', code, message: expect.stringMatching(message) as string, ...(field ? { field } : {}) };
}
