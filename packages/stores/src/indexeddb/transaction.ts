/*
 * The browser's own transactions, with promises for its requests and the types of the layout: as much as this store asks.
 */
import type { Layout, StoreName } from './layout.ts';

/** All that a read may look at. */
export interface Reading {
  objectStore<N extends StoreName>(name: N): RowReader<Layout[N]>;
}

/** All that a write may change. */
export interface Writing {
  objectStore<N extends StoreName>(name: N): RowReader<Layout[N]> & RowWriter<Layout[N]>;
}

interface Row {
  readonly key: IDBValidKey;
  readonly value: unknown;
  readonly index?: string;
}

type Query = IDBValidKey | IDBKeyRange;

interface RowReader<R extends Row> {
  get(query: Query): Promise<R['value'] | undefined>;
  getKey(query: Query): Promise<R['key'] | undefined>;
  getAll(query?: Query, count?: number): Promise<R['value'][]>;
  index(name: NonNullable<R['index']>): Pick<RowReader<R>, 'getAll'>;
}

interface RowWriter<R extends Row> {
  add(row: R['value']): Promise<unknown>;
  put(row: R['value']): Promise<unknown>;
  delete(query: Query): Promise<void>;
}

export function withPromises(transaction: IDBTransaction): Writing {
  const rowsOf = (name: StoreName): RowReader<Row> & RowWriter<Row> => {
    const store = transaction.objectStore(name);
    return {
      get: (query) => resultOf(store.get(query)),
      getKey: (query) => resultOf(store.getKey(query)),
      getAll: (query, count) => resultOf(store.getAll(query, count)),
      index: (index) => ({ getAll: (query, count) => resultOf(store.index(index).getAll(query, count)) }),
      add: (row) => resultOf(store.add(row)),
      put: (row) => resultOf(store.put(row)),
      delete: (query) => resultOf(store.delete(query)),
    };
  };
  return { objectStore: rowsOf as Writing['objectStore'] };
}

/** Resolves when all of it is stored; rejects with why nothing is. */
export function completionOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () =>
      reject(transaction.error ?? new DOMException('The transaction was aborted.', 'AbortError'));
  });
}

/** Rejects with the request's own error, which ends its transaction, too. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
