import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresIsMissing, startPostgres } from '../../../packages/stores/test-support/start-postgres.ts';
import type { Place } from './node/open-database.ts';

/** The databases of this machine, each empty, for as long as `use` takes. `missing` says why there is no PostgreSQL. */
export async function withDatabases<T>(
  use: (places: readonly Place[], missing: string | undefined) => Promise<T>,
): Promise<T> {
  const server = postgresIsMissing === undefined ? await startPostgres() : undefined;
  try {
    const postgres = server ? [{ kind: 'postgres' as const, where: server.connectionString }] : [];
    return await withSqlite((sqlite) => use([sqlite, ...postgres], postgresIsMissing));
  } finally {
    await server?.stop();
  }
}

/** An empty SQLite file. */
export async function withSqlite<T>(use: (place: Place) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-bench-'));
  try {
    return await use({ kind: 'sqlite', where: join(folder, 'bench.db') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
