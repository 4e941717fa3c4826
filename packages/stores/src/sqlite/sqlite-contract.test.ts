import { storeContract, type StoreLab } from '@twelvefold/testing/store-contract';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'vitest';
import type { SqliteStore } from './create-sqlite-store.ts';
import { openDatabase, type Database } from './database.ts';
import { sqliteStoreOn } from './sqlite-store-on.ts';

const POLL_MS = 20;

interface SqliteLab extends StoreLab {
  readonly path: string;
  readonly databases: readonly Database[];
}

async function begin(): Promise<SqliteLab> {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-'));
  const path = join(folder, 'threads.db');
  const databases: Database[] = [];
  const stores: SqliteStore[] = [];
  return {
    path,
    databases,
    open: async () => {
      const database = openDatabase(path);
      const store = sqliteStoreOn(database, { path, pollMs: POLL_MS });
      databases.push(database);
      stores.push(store);
      return store;
    },
    end: async () => {
      for (const store of stores) store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const contract = storeContract<SqliteLab>({
  begin,
  presence: true,
  fill: async ({ databases }) => {
    for (const { sqlite } of databases) sqlite.exec('PRAGMA max_page_count = 60');
    return async () => {
      for (const { sqlite } of databases) sqlite.exec('PRAGMA max_page_count = 1000000');
    };
  },
  rewrite: async ({ path }, { threadId, seq }, change) => {
    const sqlite = new DatabaseSync(path);
    const row = sqlite
      .prepare('SELECT event FROM twelvefold_events WHERE thread_id = ? AND seq = ?')
      .get(threadId, seq);
    const changed = change(String(row?.['event']));
    if (changed === undefined)
      sqlite.prepare('DELETE FROM twelvefold_events WHERE thread_id = ? AND seq = ?').run(threadId, seq);
    else
      sqlite
        .prepare('UPDATE twelvefold_events SET event = ? WHERE thread_id = ? AND seq = ?')
        .run(changed, threadId, seq);
    sqlite.close();
  },
  outdate: async ({ path }) => {
    const sqlite = new DatabaseSync(path);
    sqlite.exec('UPDATE twelvefold_schema SET version = 999');
    sqlite.close();
  },
});

describe('the store contract on SQLite', () => {
  for (const { name, run, skip } of contract) test.skipIf(skip)(name, run, 30_000);
});
