/*
 * Whose turn it is on a thread that several tabs or processes watch.
 *
 *   something is due ─ lead ─ granted ──────────────────────────→ act
 *                        └ somebody else leads ─ 2 s ─ still due → act all the same
 *
 * This is courtesy: it keeps two tabs from asking the model at once, and lets the next one go on as soon as the first is
 * gone. That nothing runs twice rests on the store's compare-and-append alone.
 */
import type { Attendance, Clock, Presence } from '@twelvefold/core';
import { sleepUntil } from './sleep-until.ts';

/** After this long somebody else's lead is not waited for: a frozen tab keeps its lead and does nothing. */
const COURTESY_MS = 2_000;

export interface Driver {
  /** The id to claim with, once the others can see that this runner is there. */
  readonly runner: () => Promise<string>;
  /** The same when this runner is there already and nobody else's lead is waited for: it may act without asking anybody. */
  readonly atOnce: () => string | undefined;
  /** Whether a claim or a request is one of this live agent's. */
  readonly isMine: (runner: string) => boolean;
  /** Says that something is under way, until what this returns is called: in between, whoever left is there, too. */
  readonly begin: () => () => void;
  /** Resolves when this runner should do what is due. Rejects when aborted. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** Resolves when that runner is gone for certain; never when that cannot be known. Rejects when aborted. */
  readonly untilGone: (runner: string, signal: AbortSignal) => Promise<void>;
  /** This runner is there only while it has something under way, until `stay`. */
  readonly leave: () => void;
  /** This runner is there for as long as its agent, once it has anything to do. */
  readonly stay: () => void;
}

export interface DriverOptions {
  readonly presence: Presence | undefined;
  readonly clock: Clock;
  readonly threadId: () => string;
}

/** What comes of asking for the lead: once it was granted, or waited for in vain, nothing waits again. */
interface Lead {
  readonly granted: Promise<void>;
  readonly end: () => void;
  isWaitedFor: boolean;
}

export function createDriver({ presence, clock, threadId }: DriverOptions): Driver {
  const mine = new Set<string>();
  let attendance: Promise<Attendance> | undefined;
  let here: string | undefined;
  let underWay = 0;
  let isLeaving = false;
  let lead: Lead | undefined;

  return {
    runner: async () => {
      const entering = (attendance ??= enter());
      const { runner } = await entering;
      if (attendance === entering) here = runner;
      return runner;
    },
    atOnce: () => (!presence || (lead && !lead.isWaitedFor) ? here : undefined),
    isMine: (runner) => mine.has(runner),
    begin: () => {
      underWay++;
      return once(() => {
        underWay--;
        if (underWay === 0) rest();
      });
    },
    turn: async (signal) => {
      if (presence) await untilTurn((lead ??= seek(presence)), signal);
      signal.throwIfAborted();
    },
    untilGone: (runner, signal) => presence?.untilGone(runner, signal) ?? untilAborted(signal),
    leave: () => {
      isLeaving = true;
      if (underWay === 0) rest();
    },
    stay: () => {
      isLeaving = false;
    },
  };

  /** Where presence fails there is none: leases alone tell when a runner is gone. */
  async function enter(): Promise<Attendance> {
    const here = await presence?.enter().catch(() => undefined);
    const entered = here ?? { runner: clock.newId(), leave: () => undefined };
    mine.add(entered.runner);
    return entered;
  }

  function seek(known: Presence): Lead {
    const ending = new AbortController();
    const granted = known.lead(threadId(), ending.signal);
    granted.catch(() => undefined);
    return { granted, end: () => ending.abort(new Error('This runner has nothing more to do.')), isWaitedFor: true };
  }

  async function untilTurn(sought: Lead, signal: AbortSignal): Promise<void> {
    if (!sought.isWaitedFor) return;
    const patience = sleepUntil(clock, clock.now() + COURTESY_MS, signal);
    try {
      await Promise.race([sought.granted.catch(() => patience.over), patience.over]);
      sought.isWaitedFor = false;
    } finally {
      patience.stop();
    }
  }

  function rest(): void {
    lead?.end();
    lead = undefined;
    if (!isLeaving) return;
    void attendance?.then(({ leave }) => leave());
    attendance = undefined;
    here = undefined;
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
