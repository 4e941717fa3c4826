/** Who listens to which thread of one store, and who listens to all of it. */
export interface Listeners {
  readonly subscribe: (threadId: string, listener: (seq?: number) => void) => () => void;
  readonly subscribeAll: (listener: () => void) => () => void;
  /** Tells those of the thread its last `seq`, 0 when it was deleted, and those of all. Nobody of the thread is told when there is no `seq`. */
  readonly tell: (threadId: string, seq?: number) => void;
  /** The threads that somebody listens to. */
  readonly threadIds: () => readonly string[];
  /** Whether somebody listens to it. */
  readonly has: (threadId: string) => boolean;
  readonly hasAny: () => boolean;
}

interface Subscription {
  readonly listener: (seq?: number) => void;
}

/** What a listener throws is its own unhandled failure: not that of the append, and not that of other listeners. */
export function createListeners(): Listeners {
  const ofThread = new Map<string, Set<Subscription>>();
  const ofAll = new Set<Subscription>();
  return {
    subscribe: (threadId, listener) => {
      const known = ofThread.get(threadId) ?? new Set();
      const subscription = { listener };
      ofThread.set(threadId, known.add(subscription));
      return () => {
        known.delete(subscription);
        if (known.size === 0 && ofThread.get(threadId) === known) ofThread.delete(threadId);
      };
    },
    subscribeAll: (listener) => {
      const subscription = { listener: () => listener() };
      ofAll.add(subscription);
      return () => void ofAll.delete(subscription);
    },
    tell: (threadId, seq) => {
      const known = seq === undefined ? [] : (ofThread.get(threadId) ?? []);
      for (const { listener } of [...known, ...ofAll]) call(listener, seq);
    },
    threadIds: () => [...ofThread.keys()],
    has: (threadId) => ofThread.has(threadId),
    hasAny: () => ofThread.size + ofAll.size > 0,
  };
}

function call(listener: (seq?: number) => void, seq?: number): void {
  try {
    listener(seq);
  } catch (thrown) {
    void Promise.reject(thrown);
  }
}
