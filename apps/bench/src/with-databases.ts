import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresIsMissing, startPostgres } from '../../../packages/stores/test-support/start-postgres.ts';
import type { Place } from './node/open-database.ts';

/** The databases of this machine, each empty, for as long as `use` takes. `missing` says why there is no PostgreSQL. */
export async function withDatabases<T>(
  use: (places: readonly Place[], missing: string | undefined) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-bench-'));
  const server = postgresIsMissing === undefined ? await startPostgres() : undefined;
  const places: readonly Place[] = [
    { kind: 'sqlite', where: join(folder, 'bench.db') },
    ...(server ? [{ kind: 'postgres' as const, where: server.connectionString }] : []),
  ];
  try {
    return await use(places, postgresIsMissing);
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
