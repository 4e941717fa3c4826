import type { ThreadStore } from '@twelvefold/core';
import { checkAppend, checkThreadId, readQuery, type Listeners } from '@twelvefold/core/store';
import type { ThreadLog } from './thread-log.ts';

export interface ThreadStoreParts {
  readonly log: ThreadLog;
  readonly watch: Pick<Listeners, 'subscribe' | 'subscribeAll'> & {
    /** Tells whoever listens; the `seq` is 0 when the thread was deleted. */
    readonly changed: (threadId: string, seq: number) => void;
  };
  /** Throws once the store is closed. The log does so itself. */
  readonly checkOpen: () => void;
}

type Shared = Required<Omit<ThreadStore, 'presence' | 'close'>>;

/** What the stores on SQL databases have in common: what is asked is checked before, and told of after it was done. */
export function threadStoreOn({ log, watch, checkOpen }: ThreadStoreParts): Shared {
  return {
    append: async (threadId, expectedSeq, events, note) => {
      checkAppend(threadId, expectedSeq, events);
      const result = await log.append(threadId, expectedSeq, events, note);
      if (result.ok && events.length > 0) watch.changed(threadId, expectedSeq + events.length);
      return result;
    },
    read: async (threadId, afterSeq = 0, throughSeq = Number.MAX_SAFE_INTEGER) => {
      checkThreadId(threadId);
      return log.read(threadId, afterSeq, throughSeq);
    },
    fork: async (threadId, from, events, note) => {
      checkThreadId(from.threadId);
      checkAppend(threadId, from.seq, events);
      const result = await log.fork(threadId, from, events, note);
      if (result.ok) watch.changed(threadId, from.seq + events.length);
      return result;
    },
    list: async (query) => log.list(readQuery(query)),
    delete: async (threadId) => {
      checkThreadId(threadId);
      if (await log.remove(threadId)) watch.changed(threadId, 0);
    },
    readCheckpoint: async (threadId, version) => {
      checkThreadId(threadId);
      return log.readCheckpoint(threadId, version);
    },
    writeCheckpoint: async (threadId, version, state) => {
      checkThreadId(threadId);
      await log.writeCheckpoint(threadId, version, state);
    },
    subscribe: (threadId, listener) => {
      checkThreadId(threadId);
      checkOpen();
      return watch.subscribe(threadId, listener);
    },
    subscribeAll: (listener) => {
      checkOpen();
      return watch.subscribeAll(listener);
    },
  };
}
