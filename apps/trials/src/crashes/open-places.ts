import { join } from 'node:path';
import { postgresIsMissing, startPostgres } from '../../../../packages/stores/test-support/start-postgres.ts';
import type { StorePlace } from './protocol.ts';

export interface OpenPlace {
  readonly place: StorePlace;
  readonly close: () => Promise<void>;
}

/** The kinds of databases that this machine has; says which it has not, and why. */
export function kindsHere(): readonly StorePlace['kind'][] {
  if (postgresIsMissing === undefined) return ['sqlite', 'postgres'];
  console.warn(`Nothing is tried on PostgreSQL. ${postgresIsMissing}`);
  return ['sqlite'];
}

/** A new database, in `folder` where it is a file. */
export async function openPlace(kind: StorePlace['kind'], folder: string): Promise<OpenPlace> {
  if (kind === 'sqlite') return { place: { kind, path: join(folder, 'threads.db') }, close: async () => undefined };
  const server = await startPostgres();
  return { place: { kind, url: server.connectionString }, close: server.stop };
}
