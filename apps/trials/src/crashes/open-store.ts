import type { ThreadStore } from '@twelvefold/core';
import { createPostgresStore } from '@twelvefold/stores/postgres';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import type { StorePlace } from './protocol.ts';

export type OpenStore = ThreadStore & { readonly close: () => void | Promise<void> };

export function openStore(place: StorePlace): OpenStore {
  return place.kind === 'sqlite'
    ? createSqliteStore({ path: place.path, pollMs: 20 })
    : createPostgresStore({ connectionString: place.url });
}
