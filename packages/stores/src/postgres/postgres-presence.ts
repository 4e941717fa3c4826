/*
 * Presence by advisory locks: whoever enters holds a lock of their own on the store's session, which the server lets go
 * when the connection ends, however it ends. Who leads a thread holds the lock of that thread.
 */
import type { Presence } from '@twelvefold/core';
import { randomUUID } from 'node:crypto';
import { pollUntil } from '../shared/poll-until.ts';
import { lockKey, type Database } from './database.ts';
import type { Session } from './session.ts';

const POLL_MS = 250;
/** A session that was lost comes back within this time, or is gone: a server that restarts makes nobody be gone. */
const GRACE_MS = 2_000;

export function createPostgresPresence(database: Database, session: () => Session): Presence {
  /** In one session a lock can be had twice, so who leads here is known here. */
  const leading = new Set<string>();

  return {
    enter: async () => {
      const runner = `pg:${await database.ready()}:${randomUUID()}`;
      const key = lockKey(runner);
      if (!(await session().tryHold(key))) throw new Error('Nobody else can have the lock of a new runner.');
      return { runner, leave: () => session().release(key) };
    },

    untilGone: async (runner, signal) => {
      const key = lockKey(runner);
      const mine = `pg:${await database.ready().catch(() => '')}:`;
      let freeSinceMs = Infinity;
      await pollUntil(
        async () => {
          if (!runner.startsWith(mine)) return false;
          const isFree = await canLock(key).catch(() => false);
          freeSinceMs = isFree ? Math.min(freeSinceMs, performance.now()) : Infinity;
          return performance.now() - freeSinceMs >= GRACE_MS;
        },
        { everyMs: POLL_MS, signal },
      );
    },

    lead: async (threadId, signal) => {
      const key = lockKey(`lead ${await database.ready()} ${threadId}`);
      let isMine = false;
      const end = (): void => {
        if (!isMine) return;
        isMine = false;
        leading.delete(key);
        session().release(key);
      };
      try {
        await pollUntil(
          async () => {
            if (leading.has(key)) return false;
            leading.add(key);
            isMine = await session()
              .tryHold(key)
              .catch(() => false);
            if (!isMine) leading.delete(key);
            return isMine;
          },
          { everyMs: POLL_MS, signal },
        );
      } catch (thrown) {
        end();
        throw thrown;
      }
      signal.addEventListener('abort', end, { once: true });
    },
  };

  /** A shared lock, for the time of this question: those who ask are not in each other's way. */
  async function canLock(key: string): Promise<boolean> {
    const [row] = await database.query('SELECT pg_try_advisory_xact_lock_shared($1) AS free', [key]);
    return row?.['free'] === true;
  }
}
