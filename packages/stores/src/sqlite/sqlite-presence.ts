/*
 * Presence by processes: a runner is gone when it left, or when its process on this host has ended. Who leads a thread
 * has a row, which is free when that runner is gone, or was not renewed for a while: then its host may be off.
 */
import type { Presence, Signal } from '@twelvefold/core';
import { pollUntil } from '../shared/poll-until.ts';
import type { Database } from './database.ts';
import { isProcessGone, newRunner } from './process-identity.ts';

const LEAD_MS = 30_000;
const RENEW_MS = 10_000;
/** A runner that left is remembered for longer than any claim lasts. */
const REMEMBER_MS = 24 * 60 * 60_000;

export interface SqlitePresence extends Presence {
  /** Leaves all that entered here, and leads nothing more. */
  readonly stop: () => void;
}

export function createSqlitePresence(database: Database, pollMs: number): SqlitePresence {
  const { sqlite, run, write } = database;
  const enter = sqlite.prepare('INSERT INTO twelvefold_runners (runner) VALUES (?)');
  const leave = sqlite.prepare('UPDATE twelvefold_runners SET left_at_ms = ? WHERE runner = ?');
  const forget = sqlite.prepare('DELETE FROM twelvefold_runners WHERE left_at_ms < ?');
  const runnerOf = sqlite.prepare('SELECT left_at_ms FROM twelvefold_runners WHERE runner = ?');
  const leaderOf = sqlite.prepare('SELECT runner, until_ms FROM twelvefold_leaders WHERE thread_id = ?');
  const takeLead = sqlite.prepare(
    'INSERT OR REPLACE INTO twelvefold_leaders (thread_id, runner, until_ms) VALUES (?, ?, ?)',
  );
  const renewLead = sqlite.prepare('UPDATE twelvefold_leaders SET until_ms = ? WHERE runner = ?');
  const endLead = sqlite.prepare('DELETE FROM twelvefold_leaders WHERE runner = ?');
  const here = new Set<string>();
  const leads = new Set<string>();
  let renewal: NodeJS.Timeout | undefined;

  return {
    enter: async () => {
      const runner = newRunner();
      await write(() => {
        forget.run(Date.now() - REMEMBER_MS);
        enter.run(runner);
      });
      here.add(runner);
      return {
        runner,
        leave: () => {
          if (here.delete(runner)) quietly(() => leave.run(Date.now(), runner));
        },
      };
    },

    untilGone: (runner, signal) => pollUntil(() => run(() => isGone(runner)), { everyMs: pollMs, signal }),

    lead: async (threadId, signal) => {
      const me = newRunner();
      await pollUntil(async () => (await run(() => isFree(threadId))) && (await take(threadId, me)), {
        everyMs: pollMs,
        signal,
      }).catch((thrown: unknown) => {
        release(me);
        throw thrown;
      });
      keep(me, signal);
    },

    stop: () => {
      clearInterval(renewal);
      for (const runner of here) now(() => leave.run(Date.now(), runner));
      for (const lead of leads) now(() => endLead.run(lead));
      here.clear();
      leads.clear();
    },
  };

  function isGone(runner: string): boolean {
    const hasLeft = (runnerOf.get(runner)?.['left_at_ms'] ?? null) !== null;
    return hasLeft || isProcessGone(runner);
  }

  function isFree(threadId: string): boolean {
    const leader = leaderOf.get(threadId);
    return !leader || Number(leader['until_ms']) < Date.now() || isGone(String(leader['runner']));
  }

  /** Of all who see that nobody leads, one wins. */
  function take(threadId: string, me: string): Promise<boolean> {
    return write(() => {
      if (!isFree(threadId)) return false;
      takeLead.run(threadId, me, Date.now() + LEAD_MS);
      leads.add(me);
      return true;
    });
  }

  function keep(me: string, signal: Signal): void {
    renewal ??= setInterval(renew, RENEW_MS).unref();
    if (signal.aborted) release(me);
    else signal.addEventListener('abort', () => release(me), { once: true });
  }

  function renew(): void {
    quietly(() => {
      for (const lead of leads) renewLead.run(Date.now() + LEAD_MS, lead);
    });
  }

  function release(me: string): void {
    if (leads.delete(me)) quietly(() => endLead.run(me));
  }

  /** Nobody waits for it, and without it the others wait a little longer: that is all. */
  function quietly(work: () => unknown): void {
    if (!database.isClosed()) write(work).catch(() => undefined);
  }

  /** Before the database closes there is no later. */
  function now(work: () => unknown): void {
    try {
      work();
    } catch {
      // The others learn it when this process ends.
    }
  }
}
