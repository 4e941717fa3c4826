import type { Event, State, ThreadStore } from '@twelvefold/core';
import { DatabaseSync } from 'node:sqlite';

/** What was asked of a store. */
export interface Counts {
  readonly eventsRead: number;
  readonly bytesRead: number;
  readonly eventsWritten: number;
  readonly checkpointsRead: number;
  /** Subscriptions that were not ended. */
  readonly listening: number;
}

/** The store itself, with a count of what goes in and out. Bytes are those of the events as JSON. */
export function countedStore(store: ThreadStore): { readonly store: ThreadStore; readonly counts: () => Counts } {
  let eventsRead = 0;
  let bytesRead = 0;
  let eventsWritten = 0;
  let checkpointsRead = 0;
  let listening = 0;
  const counted: ThreadStore = {
    ...store,
    append: (threadId, expectedSeq, events, note) => {
      eventsWritten += events.length;
      return store.append(threadId, expectedSeq, events, note);
    },
    fork: (threadId, from, events, note) => {
      eventsWritten += events.length;
      return store.fork(threadId, from, events, note);
    },
    read: async (threadId, afterSeq, throughSeq): Promise<readonly Event[]> => {
      const events = await store.read(threadId, afterSeq, throughSeq);
      eventsRead += events.length;
      bytesRead += JSON.stringify(events).length;
      return events;
    },
    readCheckpoint: async (threadId, version): Promise<State | undefined> => {
      const state = await store.readCheckpoint(threadId, version);
      if (state) checkpointsRead++;
      return state;
    },
    subscribe: (threadId, listener) => {
      const unsubscribe = store.subscribe(threadId, listener);
      listening++;
      return () => {
        listening--;
        unsubscribe();
      };
    },
  };
  return { store: counted, counts: () => ({ eventsRead, bytesRead, eventsWritten, checkpointsRead, listening }) };
}

/** How many events an SQLite file has, of all threads: what a store wrote, whatever it was asked for. */
export function eventRowsIn(path: string): number {
  const sqlite = new DatabaseSync(path);
  try {
    return Number(sqlite.prepare('SELECT count(*) AS rows FROM twelvefold_events').get()?.['rows']);
  } finally {
    sqlite.close();
  }
}
