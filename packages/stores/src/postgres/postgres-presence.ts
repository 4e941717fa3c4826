/*
 * Presence by advisory locks: whoever enters holds a lock of their own on the store's session, which the server lets go
 * when the connection ends, however it ends. Who leads a thread holds the lock of that thread.
 *
 *   server    up ──── down ───────── up ────────────────────────────────────
 *   runner    holds   tries ≤ REAPPEAR_MS ─→ holds again
 *   who waits held    cannot ask     free ─→ held: alive
 *                                    free ───────────── GRACE_MS ─→ gone
 *
 * 1. Who waits counts only while it can ask: a server that restarts, however long that takes, makes nobody be gone.
 * 2. A process whose own way to the server stays broken for longer counts as gone, though it lives: nobody can tell, and it
 *    can append nothing meanwhile.
 */
import type { Presence } from '@twelvefold/core';
import { randomUUID } from 'node:crypto';
import { pollUntil } from '../shared/poll-until.ts';
import { lockKey, type Database } from './database.ts';
import { REAPPEAR_MS, type Session } from './session.ts';

const POLL_MS = 250;
/** A session that was lost comes back within this time after the server does, or is gone. */
const GRACE_MS: number = REAPPEAR_MS + 500;
/** Who asks again only after this has not watched: it could not ask, or was asleep. */
const BLIND_MS = 1_500;

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
      let askedAtMs = 0;
      await pollUntil(
        async () => {
          database.checkOpen();
          if (!runner.startsWith(mine)) return false;
          const isFree = await canLock(key).catch(() => false);
          const nowMs = performance.now();
          if (!isFree || nowMs - askedAtMs > BLIND_MS) freeSinceMs = Infinity;
          if (isFree) freeSinceMs = Math.min(freeSinceMs, nowMs);
          askedAtMs = nowMs;
          return nowMs - freeSinceMs >= GRACE_MS;
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
            database.checkOpen();
            if (leading.has(key) || !(await isSettled()) || leading.has(key)) return false;
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

  /** Whether those who led have had the time to take their leads again, if the server was away. */
  async function isSettled(): Promise<boolean> {
    const isConnected = await session()
      .connect()
      .then(
        () => true,
        () => false,
      );
    return isConnected && session().settledForMs() >= GRACE_MS;
  }

  /** A shared lock, for the time of this question: those who ask are not in each other's way. */
  async function canLock(key: string): Promise<boolean> {
    const [row] = await database.query('SELECT pg_try_advisory_xact_lock_shared($1) AS free', [key]);
    return row?.['free'] === true;
  }
}
