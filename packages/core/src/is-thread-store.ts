import type { Store, ThreadStore } from './ports.ts';

/** Whether a store also lists, forks and deletes threads. */
export function isThreadStore(store: Store): store is ThreadStore {
  return 'list' in store && typeof store.list === 'function' && 'fork' in store && typeof store.fork === 'function';
}
