import { TwelvefoldError, type AppendResult, type Event, type Store } from '@twelvefold/core';
import { readThreadFile, writeThreadFile } from '@twelvefold/core/thread-file';
import { unwatchFile, watchFile } from 'node:fs';
import { readIfThere, updateFile } from './update-file.ts';

const LOOK_EVERY_MS = 100;

/**
 * A store that is one thread file, shared by any number of processes. Comparing and appending is one update of the file,
 * so of two processes that approve, claim or answer at the same time one wins and the other is told.
 */
export function createFileStore(path: string): Store {
  return {
    append: (threadId, expectedSeq, events, { lastAtMs } = {}) =>
      orStoreFailed(path, () =>
        updateFile<AppendResult>(path, (text) => {
          const stored = eventsOf(text, path, threadId);
          // A thread may have been begun anew under the id of a deleted one.
          const isSame = lastAtMs === undefined || stored.at(-1)?.atMs === lastAtMs;
          return stored.length === expectedSeq && isSame
            ? { next: writeThreadFile([...stored, ...events]), result: { ok: true } }
            : { result: { ok: false, seq: stored.length } };
        }),
      ),
    read: (threadId, afterSeq = 0) =>
      orStoreFailed(path, async () => eventsOf(await readIfThere(path), path, threadId).slice(afterSeq)),
    subscribe: (_, listener) => {
      const changed = (): void => listener();
      watchFile(path, { interval: LOOK_EVERY_MS }, changed);
      return () => unwatchFile(path, changed);
    },
  };
}

function eventsOf(text: string | undefined, path: string, threadId: string): readonly Event[] {
  const events = text === undefined ? [] : readThreadFile(text);
  const found = events[0]?.threadId ?? threadId;
  if (found !== threadId) throw new Error(`${path} is the file of thread ${found}, not of ${threadId}.`);
  return events;
}

/** What the disk says, as the error that stores throw. */
async function orStoreFailed<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (TwelvefoldError.isInstance(cause)) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new TwelvefoldError('store_failed', `${path} could not be read or written: ${message}`, { cause });
  }
}
