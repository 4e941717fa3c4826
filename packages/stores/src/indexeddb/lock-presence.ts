import { TwelvefoldError, type Presence } from '@twelvefold/core';

export interface LockPresenceOptions {
  readonly locks: LockManager;
  /** The database's name. */
  readonly database: string;
  /** What tells this database from others of the same name: those of other browsers, and those before a deletion. */
  readonly instance: () => Promise<string>;
  /** Ends all that was entered, is led and is waited for. */
  readonly closing: AbortSignal;
}

/** Whoever waits for a lock asks again this often. */
const ASK_AGAIN_MS = 500;
const ASK_MS = 50;

/**
 * Presence by Web Locks: a runner is there for as long as its tab holds the lock of the runner's name, and the browser
 * lets go of that when the tab is closed or crashes.
 *
 * A page that is asleep holds its locks. Chromium does not freeze a hidden tab that holds one; a page in the back/forward
 * cache it ends when another tab asks for a lock of that page, though not for those who asked before: hence the asking
 * again. In other browsers the leases tell, as they do without presence. A runner of another database instance is never
 * seen as gone: this browser cannot know.
 */
export function createLockPresence({ locks, database, instance, closing }: LockPresenceOptions): Presence {
  return {
    enter: async () => {
      const runner = `${await scope()}${crypto.randomUUID()}`;
      const left = new AbortController();
      // Nothing of a runner that left stays with the store.
      await hold(runner, untilAborted(AbortSignal.any([left.signal, closing])));
      return { runner, leave: () => left.abort() };
    },
    untilGone: async (runner, given) => {
      const signal = AbortSignal.any([given, closing]);
      if (!runner.startsWith(await scope())) return untilAborted(signal).then(() => signal.throwIfAborted());
      // Shared, so that all who wait learn it at once; and let go of again, since nobody enters under an old name.
      await request(runner, { mode: 'shared', signal }, () => undefined);
    },
    lead: async (threadId, given) => {
      const signal = AbortSignal.any([given, closing]);
      signal.throwIfAborted();
      await hold(`twelvefold:${database}:lead:${threadId}`, untilAborted(signal), { signal });
    },
  };

  async function scope(): Promise<string> {
    return `lock:${database}:${await instance()}:`;
  }

  /** Waits in the queue, and asks beside it: with `ifAvailable` that would count for nothing. */
  async function request(name: string, options: LockOptions, held: () => Promise<void> | undefined): Promise<void> {
    const ask = (): void => {
      const signal = AbortSignal.timeout(ASK_MS);
      locks.request(name, { mode: 'shared', signal }, () => undefined).catch(() => undefined);
    };
    const asking = setInterval(ask, ASK_AGAIN_MS);
    try {
      await locks.request(name, options, () => {
        clearInterval(asking);
        return held();
      });
    } catch (cause) {
      options.signal?.throwIfAborted();
      const message = 'The browser gives this page no locks: only leases tell who is gone.';
      throw new TwelvefoldError('store_failed', message, { cause });
    } finally {
      clearInterval(asking);
    }
  }

  /** Resolves when the lock is held; it is held until `end` resolves. */
  function hold(name: string, end: Promise<void>, options: LockOptions = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      const held = (): Promise<void> => {
        resolve();
        return end;
      };
      request(name, options, held).catch(reject);
    });
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
