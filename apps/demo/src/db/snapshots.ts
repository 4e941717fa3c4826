/** The whole database at one revision, as the bytes of a SQLite file. */
export interface Snapshot {
  /** 1 for the first snapshot saved, then without gaps. */
  readonly revision: number;
  readonly bytes: Uint8Array;
}

/** Where the database outlives the page. Several databases (tabs) may share one. */
export interface Snapshots {
  readonly load: () => Promise<Snapshot | undefined>;
  /** Saves if the newest revision is still the one before this; `conflict` when another tab was faster. */
  readonly save: (snapshot: Snapshot) => Promise<'saved' | 'conflict'>;
  /** Calls back after another database saved here. Gives the function that ends it. */
  readonly watch: (listener: () => void) => () => void;
}

/** Snapshots that live as long as the page: for tests, and for browsers that refuse to store anything. */
export function createMemorySnapshots(): Snapshots {
  let newest: Snapshot | undefined;
  const listeners = new Set<() => void>();
  return {
    load: () => Promise.resolve(newest),
    save: (snapshot) => {
      if (snapshot.revision !== (newest?.revision ?? 0) + 1) return Promise.resolve('conflict');
      newest = snapshot;
      for (const listener of listeners) listener();
      return Promise.resolve('saved');
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
