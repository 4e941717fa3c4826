import { TwelvefoldError, type Presence } from '@twelvefold/core';

export interface LockPresenceOptions {
  readonly locks: LockManager;
  /** The database's name. */
  readonly database: string;
  /** What tells this database from others of the same name: those of other browsers, and those before a deletion. */
  readonly instance: () => Promise<string>;
}

/**
 * Presence by Web Locks: a runner is there for as long as its tab holds the lock of the runner's name, and the browser
 * lets go of that when the tab is closed, navigates away or crashes.
 *
 * Chromium neither freezes a hidden tab that holds a lock nor keeps its page in the back/forward cache, so a runner that
 * is there can also act. Elsewhere a page may be asleep and hold its lock: then its leases tell, as they do without
 * presence. A runner of another database instance is never seen as gone: this browser cannot know.
 */
export function createLockPresence({ locks, database, instance }: LockPresenceOptions): Presence {
  return {
    enter: async () => {
      const runner = `${await scope()}${crypto.randomUUID()}`;
      const { promise: left, resolve: leave } = Promise.withResolvers<void>();
      await hold(runner, left);
      return { runner, leave };
    },
    untilGone: async (runner, signal) => {
      if (!runner.startsWith(await scope())) return untilAborted(signal).then(() => signal.throwIfAborted());
      // Shared, so that all who wait learn it at once; and let go of again, since nobody enters under an old name.
      await locks.request(runner, { mode: 'shared', signal }, () => undefined);
    },
    lead: async (threadId, signal) => {
      signal.throwIfAborted();
      await hold(`twelvefold:${database}:lead:${threadId}`, untilAborted(signal), signal);
    },
  };

  async function scope(): Promise<string> {
    return `lock:${database}:${await instance()}:`;
  }

  /** Resolves when the lock is held; it is held until `end` resolves. */
  function hold(name: string, end: Promise<void>, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const held = (): Promise<void> => {
        resolve();
        return end;
      };
      locks.request(name, signal ? { signal } : {}, held).catch((thrown: unknown) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const message = 'The browser gives this page no locks: other tabs will learn by its leases that it is gone.';
        reject(new TwelvefoldError('store_failed', message, { cause: thrown }));
      });
    });
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
