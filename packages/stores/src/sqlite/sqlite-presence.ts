/*
 * Presence by processes: a runner is gone when it left, which a row tells, or when its process on this host has ended,
 * which needs none. Who leads a thread has a row, which is free when that runner is gone, or was not renewed for a while:
 * then its host may be off.
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
  const left = sqlite.prepare('INSERT OR REPLACE INTO twelvefold_runners (runner, left_at_ms) VALUES (?, ?)');
  const forgetRunners = sqlite.prepare('DELETE FROM twelvefold_runners WHERE left_at_ms < ?');
  const forgetLeaders = sqlite.prepare('DELETE FROM twelvefold_leaders WHERE until_ms < ?');
  const runnerOf = sqlite.prepare('SELECT 1 FROM twelvefold_runners WHERE runner = ?');
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
      const runner = await run(newRunner);
      here.add(runner);
      return {
        runner,
        leave: () => {
          if (here.delete(runner)) quietly(() => leave(runner));
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
      for (const runner of here) now(() => leave(runner));
      for (const lead of leads) now(() => endLead.run(lead));
      here.clear();
      leads.clear();
      rest();
    },
  };

  function leave(runner: string): void {
    left.run(runner, Date.now());
    forgetRunners.run(Date.now() - REMEMBER_MS);
  }

  function isGone(runner: string): boolean {
    return runnerOf.get(runner) !== undefined || isProcessGone(runner);
  }

  function isFree(threadId: string): boolean {
    const leader = leaderOf.get(threadId);
    return !leader || Number(leader['until_ms']) < Date.now() || isGone(String(leader['runner']));
  }

  /** Of all who see that nobody leads, one wins. */
  function take(threadId: string, me: string): Promise<boolean> {
    return write(() => {
      if (!isFree(threadId)) return false;
      forgetLeaders.run(Date.now() - REMEMBER_MS);
      takeLead.run(threadId, me, Date.now() + LEAD_MS);
      leads.add(me);
      return true;
    });
  }

  /** The timer runs while something is led here. */
  function keep(me: string, signal: Signal): void {
    if (signal.aborted || database.isClosed()) return release(me);
    renewal ??= setInterval(renew, RENEW_MS).unref();
    signal.addEventListener('abort', () => release(me), { once: true });
  }

  function renew(): void {
    quietly(() => {
      for (const lead of leads) renewLead.run(Date.now() + LEAD_MS, lead);
    });
  }

  function release(me: string): void {
    if (leads.delete(me)) quietly(() => endLead.run(me));
    if (leads.size === 0) rest();
  }

  function rest(): void {
    clearInterval(renewal);
    renewal = undefined;
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
