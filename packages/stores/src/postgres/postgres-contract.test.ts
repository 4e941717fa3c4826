import type { ThreadStore } from '@twelvefold/core';
import { storeContract, type StoreLab } from '@twelvefold/testing/store-contract';
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { postgresIsMissing, startPostgres, type PostgresServer } from '../../test-support/start-postgres.ts';
import { createPostgresStore, type PostgresStore } from './create-postgres-store.ts';

interface PostgresLab extends StoreLab {
  readonly schema: string;
}

let server: PostgresServer;
let labs = 0;
const disks: string[] = [];

beforeAll(async () => {
  if (postgresIsMissing === undefined) server = await startPostgres();
  else console.warn(postgresIsMissing);
}, 60_000);

afterAll(async () => {
  for (const disk of disks) execFileSync('umount', ['--lazy', disk]);
  await server?.stop();
});

async function begin(): Promise<PostgresLab> {
  const schema = `lab_${++labs}`;
  const stores: PostgresStore[] = [];
  return {
    schema,
    open: async (): Promise<ThreadStore> => {
      const store = createPostgresStore({ connectionString: server.connectionString, schema, pollMs: 500 });
      stores.push(store);
      return store;
    },
    end: async () => {
      for (const store of stores) await store.close();
      await ask(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    },
  };
}

const contract = storeContract<PostgresLab>({
  begin,
  presence: true,
  rewrite: async ({ schema }, { threadId, seq }, change) => {
    const where = 'WHERE thread_id = $1 AND seq = $2';
    const [row] = await ask(`SELECT event FROM ${schema}.events ${where}`, [threadId, seq]);
    const changed = change(String(row?.['event']));
    if (changed === undefined) await ask(`DELETE FROM ${schema}.events ${where}`, [threadId, seq]);
    else await ask(`UPDATE ${schema}.events SET event = $3 ${where}`, [threadId, seq, changed]);
  },
  outdate: async ({ schema }) => void (await ask(`UPDATE ${schema}.meta SET version = 999`)),
  ...(process.getuid?.() === 0 && {
    fill: async ({ schema }: PostgresLab) => {
      const disk = smallDisk();
      await ask(`CREATE TABLESPACE small_${schema} LOCATION '${disk}'`);
      await ask(`ALTER TABLE ${schema}.events SET TABLESPACE small_${schema}`);
      return async () => void (await ask(`ALTER TABLE ${schema}.events SET TABLESPACE pg_default`));
    },
  }),
});

describe.skipIf(postgresIsMissing)('the store contract on PostgreSQL', () => {
  for (const { name, run, skip } of contract) test.skipIf(skip)(name, run, 30_000);
});

async function ask(sql: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.connectionString });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
  await client.end();
  return rows;
}

/** A folder on a disk of 2 MB, for the server. */
function smallDisk(): string {
  const disk = join(server.folder, `disk-${disks.length}`);
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
  disks.push(disk);
  const { uid, gid } = statSync(server.folder);
  chownSync(disk, uid, gid);
  return disk;
}
