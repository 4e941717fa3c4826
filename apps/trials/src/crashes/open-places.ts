import { join } from 'node:path';
import { postgresIsMissing, startPostgres } from '../../../../packages/stores/test-support/start-postgres.ts';
import type { StorePlace } from './protocol.ts';

export interface Places {
  readonly places: readonly StorePlace[];
  readonly stop: () => Promise<void>;
}

/** A database of each kind that this machine has; says which it has not, and why. */
export async function openPlaces(folder: string): Promise<Places> {
  const sqlite: StorePlace = { kind: 'sqlite', path: join(folder, 'threads.db') };
  if (postgresIsMissing !== undefined) {
    console.warn(`Nothing is tried on PostgreSQL. ${postgresIsMissing}`);
    return { places: [sqlite], stop: async () => undefined };
  }
  const server = await startPostgres();
  return { places: [sqlite, { kind: 'postgres', url: server.connectionString }], stop: server.stop };
}
