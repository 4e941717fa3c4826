import type { Snapshot, Snapshots } from './snapshots.ts';

const STORE = 'snapshots';
const NEWEST = 'newest';

/**
 * Snapshots in this origin's IndexedDB. Its transactions run one after the other across tabs, which is what makes
 * `save` a compare-and-set; a BroadcastChannel tells the other tabs.
 *
 * @throws (rejects) when the browser refuses to store, as some do in private windows.
 */
export async function openIndexedDbSnapshots(name: string): Promise<Snapshots> {
  const database = await openDatabase(name);
  const channel = new BroadcastChannel(name);
  return {
    load: async () => {
      const found: unknown = await settled(database.transaction(STORE).objectStore(STORE).get(NEWEST));
      return isSnapshot(found) ? found : undefined;
    },
    save: async (snapshot) => {
      const outcome = await compareAndSet(database, snapshot);
      if (outcome === 'saved') channel.postMessage(snapshot.revision);
      return outcome;
    },
    watch: (listener) => {
      channel.addEventListener('message', listener);
      return () => channel.removeEventListener('message', listener);
    },
  };
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

function compareAndSet(database: IDBDatabase, snapshot: Snapshot): Promise<'saved' | 'conflict'> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore(STORE);
    const current: IDBRequest<unknown> = store.get(NEWEST);
    let outcome: 'saved' | 'conflict' = 'conflict';
    current.onsuccess = () => {
      const revision = isSnapshot(current.result) ? current.result.revision : 0;
      if (snapshot.revision !== revision + 1) return;
      store.put(snapshot, NEWEST);
      outcome = 'saved';
    };
    transaction.oncomplete = () => resolve(outcome);
    transaction.onabort = () => reject(failure(transaction.error));
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });
}

function failure(cause: DOMException | null): Error {
  return new Error('IndexedDB refused.', { cause });
}

function isSnapshot(value: unknown): value is Snapshot {
  if (typeof value !== 'object' || value === null) return false;
  const { revision, bytes } = value as Partial<Record<keyof Snapshot, unknown>>;
  return Number.isSafeInteger(revision) && bytes instanceof Uint8Array;
}
