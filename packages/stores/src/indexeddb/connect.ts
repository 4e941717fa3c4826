/*
 * One lazily opened connection, and the transactions on it.
 *
 *   first use ─ open ─ upgrade? ─ ready ─ another tab upgrades or deletes it → closed here ┐
 *                 ▲                  └── the browser closes it ──────────────────────────┤
 *                 └───────────────────────────── next use ───────────────────────────────┘
 */
import { TwelvefoldError } from '@twelvefold/core';
import { LAYOUT_VERSION, upgrade } from './layout.ts';
import { toStoreError } from './store-error.ts';
import { completionOf, resultOf, withPromises, type Reading, type Writing } from './transaction.ts';

/** A disk that is slow, or a tab that does not let go of an older version, is waited for this long. */
const OPEN_TIMEOUT_MS = 10_000;
/** How often a transaction that could not even begin is begun on a new connection. */
const MAX_REOPENS = 3;

export interface Connection {
  /** What `work` reads, in one transaction. Begun again when the connection is lost. */
  read<T>(work: (transaction: Reading) => Promise<T>): Promise<T>;
  /**
   * Resolves to what `work` made when its transaction is complete: then all that it wrote is there, and before that
   * nothing. Nothing is when it throws.
   */
  write<T>(durability: 'strict' | 'relaxed', work: (transaction: Writing) => Promise<T>): Promise<T>;
}

/**
 * A connection that opens with its first transaction, and again after it was lost, until it is closed. Work may await nothing but the
 * transaction's own requests: IndexedDB completes a transaction that has none.
 *
 * @throws TwelvefoldError as `toStoreError` says.
 */
export function connect(name: string, closing: AbortSignal): Connection {
  let opened: Promise<IDBDatabase> | undefined;
  // What runs is completed.
  closing.addEventListener(
    'abort',
    () =>
      void opened?.then(
        (database) => database.close(),
        () => undefined,
      ),
  );

  return {
    read: async (work) => {
      try {
        return await attempt('readonly', 'relaxed', work);
      } catch (thrown) {
        if (!isLost(thrown)) throw toStoreError(thrown, name);
      }
      return attempt('readonly', 'relaxed', work).catch(fail);
    },
    write: (durability, work) => attempt('readwrite', durability, work).catch(fail),
  };

  function fail(thrown: unknown): never {
    throw toStoreError(thrown, name);
  }

  async function attempt<T>(
    mode: 'readonly' | 'readwrite',
    durability: 'strict' | 'relaxed',
    work: (transaction: Writing) => Promise<T>,
  ): Promise<T> {
    const transaction = await begin(mode, durability);
    const done = completionOf(transaction).then(
      () => undefined,
      (thrown: unknown) => ({ thrown }),
    );
    const result = await work(withPromises(transaction)).catch(async (thrown: unknown) => {
      abort(transaction);
      await done;
      // A request that fell with its transaction says less than the transaction.
      throw isLost(thrown) ? (transaction.error ?? thrown) : thrown;
    });
    const failure = await done;
    if (failure) throw failure.thrown;
    return result;
  }

  async function begin(mode: 'readonly' | 'readwrite', durability: 'strict' | 'relaxed'): Promise<IDBTransaction> {
    for (let reopens = 0; ; reopens++) {
      closing.throwIfAborted();
      const opening = (opened ??= open());
      const database = await inTime(opening);
      closing.throwIfAborted();
      try {
        return database.transaction(['threads', 'events', 'checkpoints', 'meta'], mode, { durability });
      } catch (thrown) {
        if (!isLost(thrown) || reopens === MAX_REOPENS) throw thrown;
        forget(opening);
      }
    }
  }

  function open(): Promise<IDBDatabase> {
    if (typeof indexedDB === 'undefined') {
      const message = 'There is no IndexedDB here: use this store in a browser, and another one on a server.';
      return Promise.reject(new TwelvefoldError('store_failed', message));
    }
    const request = indexedDB.open(name, LAYOUT_VERSION);
    request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
    const opening = resultOf(request).then((database) => {
      database.onversionchange = () => {
        database.close();
        forget(opening);
      };
      database.onclose = () => forget(opening);
      return database;
    });
    opening.catch(() => forget(opening));
    return opening;
  }

  function forget(opening: Promise<IDBDatabase>): void {
    if (opened === opening) opened = undefined;
  }

  /** An open that takes longer is not given up: whoever asks next waits for the same one. */
  async function inTime(opening: Promise<IDBDatabase>): Promise<IDBDatabase> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const message = `The database "${name}" did not open within ${OPEN_TIMEOUT_MS / 1000} seconds: close the other tabs of this site, or reload them, and try again.`;
      timer = setTimeout(() => reject(new TwelvefoldError('store_failed', message)), OPEN_TIMEOUT_MS);
    });
    try {
      return await Promise.race([opening, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Whether the connection went away, and not the work wrong. */
function isLost(thrown: unknown): boolean {
  return thrown instanceof DOMException && (thrown.name === 'InvalidStateError' || thrown.name === 'AbortError');
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // The failed request has done it already.
  }
}
