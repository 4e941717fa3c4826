import type { Event } from './event.ts';
import type { AppendResult, Store } from './ports.ts';

/** Threads in memory: for tests, for pages that may forget, and as the smallest true example of the Store contract. */
export function createMemoryStore(threads: Readonly<Record<string, readonly Event[]>> = {}): Store {
  const logs = new Map<string, readonly Event[]>(Object.entries(threads));
  const subscriptions = new Map<string, Set<{ readonly listener: () => void }>>();
  return {
    append: async (threadId, expectedSeq, events): Promise<AppendResult> => {
      const log = logs.get(threadId) ?? [];
      if (log.length !== expectedSeq) return { ok: false, seq: log.length };
      logs.set(threadId, [...log, ...events]);
      for (const { listener } of [...(subscriptions.get(threadId) ?? [])]) tell(listener);
      return { ok: true };
    },
    read: async (threadId, afterSeq = 0) => (logs.get(threadId) ?? []).slice(afterSeq),
    subscribe: (threadId, listener) => {
      const known = subscriptions.get(threadId) ?? new Set();
      const subscription = { listener };
      subscriptions.set(threadId, known.add(subscription));
      return () => void known.delete(subscription);
    },
  };
}

/** What a listener throws is its own unhandled failure, not that of the append. */
function tell(listener: () => void): void {
  try {
    listener();
  } catch (thrown) {
    void Promise.reject(thrown);
  }
}
