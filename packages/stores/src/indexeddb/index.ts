export { askToPersist } from './ask-to-persist.ts';
export { createIndexedDbStore } from './create-indexed-db-store.ts';
export type { IndexedDbStore, IndexedDbStoreOptions } from './create-indexed-db-store.ts';
