import { createListeners, type Listeners } from '@twelvefold/core/store';
import type { Database } from './database.ts';
import type { ThreadTable } from './thread-table.ts';

export interface Watch extends Pick<Listeners, 'subscribe' | 'subscribeAll'> {
  /** After this store changed a thread: tells listeners here, and those of other stores on the same file in this process. */
  readonly changed: (threadId: string, seq: number) => void;
  readonly stop: () => void;
}

type Told = (threadId: string, seq: number) => void;

/** The stores of this process, by file. */
const stores = new Map<string, Set<Told>>();

/**
 * Tells who listens: at once of what this process does, and of other processes by asking SQLite every `pollMs` whether
 * anything was committed. Only then are the threads that somebody listens to looked at.
 */
export function watchChanges(
  database: Database,
  threads: ThreadTable,
  { file, pollMs }: { readonly file: string; readonly pollMs: number },
): Watch {
  const listeners = createListeners();
  const known = new Map<string, string>();
  const dataVersion = database.sqlite.prepare('PRAGMA data_version');
  let lastVersion: unknown;
  let timer: NodeJS.Timeout | undefined;
  const beside = stores.get(file) ?? new Set<Told>();
  stores.set(file, beside.add(told));

  return {
    subscribe: (threadId, listener) => {
      if (!known.has(threadId)) known.set(threadId, versionOf(threadId)?.key ?? '');
      return heard(listeners.subscribe(threadId, listener), () => {
        if (!listeners.has(threadId)) known.delete(threadId);
      });
    },
    subscribeAll: (listener) => heard(listeners.subscribeAll(listener), () => undefined),
    changed: (threadId, seq) => {
      for (const tell of beside) tell(threadId, seq);
    },
    stop: () => {
      clearInterval(timer);
      beside.delete(told);
      if (beside.size === 0 && stores.get(file) === beside) stores.delete(file);
    },
  };

  function told(threadId: string, seq: number): void {
    if (database.isClosed()) return;
    if (known.has(threadId)) known.set(threadId, versionOf(threadId)?.key ?? '');
    listeners.tell(threadId, seq);
  }

  /** The timer runs while somebody listens. */
  function heard(leave: () => void, left: () => void): () => void {
    if (timer === undefined) {
      lastVersion = currentVersion();
      timer = setInterval(look, pollMs);
    }
    return () => {
      leave();
      left();
      if (listeners.hasAny()) return;
      clearInterval(timer);
      timer = undefined;
    };
  }

  function look(): void {
    if (database.isClosed()) return;
    const version = currentVersion();
    if (version === lastVersion) return;
    lastVersion = version;
    let isTold = false;
    for (const threadId of listeners.threadIds()) {
      const now = versionOf(threadId);
      if (!now || now.key === known.get(threadId)) continue;
      known.set(threadId, now.key);
      isTold = true;
      listeners.tell(threadId, now.seq);
    }
    if (!isTold) listeners.tell('');
  }

  /** `undefined` while the database is busy or damaged: then the next look asks again. */
  function currentVersion(): unknown {
    try {
      return dataVersion.get()?.['data_version'];
    } catch {
      return undefined;
    }
  }

  /** `undefined` while nobody can know. */
  function versionOf(threadId: string): { readonly key: string; readonly seq: number } | undefined {
    try {
      const thread = threads.get(threadId);
      return thread ? { key: `${thread.generation}/${thread.seq}`, seq: thread.seq } : { key: '', seq: 0 };
    } catch {
      return undefined;
    }
  }
}
