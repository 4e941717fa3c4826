import type { Event } from './event.ts';
import type { AppendResult, Store } from './ports.ts';

/** Threads in memory: for tests, for pages that may forget, and as the smallest true example of the Store contract. */
export function createMemoryStore(threads: Readonly<Record<string, readonly Event[]>> = {}): Store {
  const logs = new Map<string, readonly Event[]>(Object.entries(threads));
  const listeners = new Map<string, Set<() => void>>();
  return {
    append: async (threadId, expectedSeq, events): Promise<AppendResult> => {
      const log = logs.get(threadId) ?? [];
      if (log.length !== expectedSeq) return { ok: false, seq: log.length };
      logs.set(threadId, [...log, ...events]);
      for (const listener of [...(listeners.get(threadId) ?? [])]) listener();
      return { ok: true };
    },
    read: async (threadId, afterSeq = 0) => (logs.get(threadId) ?? []).slice(afterSeq),
    subscribe: (threadId, listener) => {
      const known = listeners.get(threadId) ?? new Set();
      listeners.set(threadId, known.add(listener));
      return () => void known.delete(listener);
    },
  };
}
