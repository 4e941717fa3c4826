import { TwelvefoldError, type Store } from '@twelvefold/core';
import { readThread, type StoredThread } from '@twelvefold/machine';

/** A read that nobody took for this long was for a component that never came. */
const UNCLAIMED_MS = 10_000;

/** React renders once more before it gives up. Whoever tries again after that reads again. */
const FAILED_MS = 500;

type Reading =
  | { readonly status: 'pending'; readonly promise: Promise<void> }
  | { readonly status: 'read'; readonly thread: StoredThread }
  | { readonly status: 'failed'; readonly error: TwelvefoldError };

const readings = new WeakMap<Store, Map<string, Reading>>();

/**
 * A thread for a render that waits for it: throws a promise for `Suspense` until it is read, and what the store threw for
 * the error boundary. It is read once for all renders that wait, from its checkpoint on where there is one, then taken with
 * `forgetLog`. [R150]
 *
 * @throws TwelvefoldError what the store throws, or `store_failed`.
 */
export function storedLog(store: Store, threadId: string): StoredThread {
  const reading = readings.get(store)?.get(threadId) ?? begin(store, threadId);
  switch (reading.status) {
    case 'pending':
      // oxlint-disable-next-line only-throw-error -- How React is told to wait.
      throw reading.promise;
    case 'failed':
      setTimeout(() => forget(store, threadId, reading), FAILED_MS);
      throw reading.error;
    case 'read':
    default:
      return reading.thread;
  }
}

/** Says that a component shows the thread: the next one that waits for it reads it again. */
export function forgetLog(store: Store, threadId: string): void {
  readings.get(store)?.delete(threadId);
}

function begin(store: Store, threadId: string): Reading {
  const reading: Reading = { status: 'pending', promise: read(store, threadId).then(keep) };
  setReading(store, threadId, reading);
  return reading;

  function keep(next: Reading): void {
    if (readings.get(store)?.get(threadId) !== reading) return;
    setReading(store, threadId, next);
    const timer: unknown = setTimeout(() => forget(store, threadId, next), UNCLAIMED_MS);
    // A server does not wait for it.
    if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref();
  }
}

async function read(store: Store, threadId: string): Promise<Reading> {
  try {
    return { status: 'read', thread: await readThread(store, threadId) };
  } catch (cause) {
    const message = `The store cannot read thread ${threadId}. Try again, or begin a new thread.`;
    const error = TwelvefoldError.isInstance(cause) ? cause : new TwelvefoldError('store_failed', message, { cause });
    return { status: 'failed', error };
  }
}

function setReading(store: Store, threadId: string, reading: Reading): void {
  const threads = readings.get(store) ?? new Map<string, Reading>();
  readings.set(store, threads.set(threadId, reading));
}

function forget(store: Store, threadId: string, reading: Reading): void {
  const threads = readings.get(store);
  if (threads?.get(threadId) === reading) threads.delete(threadId);
}
