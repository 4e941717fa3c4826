import type { Clock } from '@twelvefold/core';

/** What must be over by some time, all on one timer: work that ends in time sets none of its own. */
export interface Deadlines {
  /** Calls `onOver` at `untilMs`. Returns what takes that back. */
  readonly at: (untilMs: number, onOver: () => void) => () => void;
  /** Lets go of the timer when nothing waits for it: one that is left over would keep a program alive. */
  readonly rest: () => void;
}

interface Deadline {
  readonly untilMs: number;
  readonly onOver: () => void;
}

/** Without a reason, each abort would make an error of its own, with a stack trace. */
const STOPPED = 'stopped';

export function createDeadlines(clock: Clock): Deadlines {
  const waiting = new Set<Deadline>();
  let alarm: { readonly untilMs: number; readonly sleeping: AbortController } | undefined;

  return {
    at: (untilMs, onOver) => {
      const deadline = { untilMs, onOver };
      waiting.add(deadline);
      if (!alarm || untilMs < alarm.untilMs) set(untilMs);
      return () => void waiting.delete(deadline);
    },
    rest: () => {
      if (waiting.size === 0) unset();
    },
  };

  function set(untilMs: number): void {
    unset();
    const own = { untilMs, sleeping: new AbortController() };
    alarm = own;
    clock.sleepUntil(untilMs, own.sleeping.signal).then(
      () => alarm === own && ring(),
      () => undefined,
    );
  }

  function unset(): void {
    alarm?.sleeping.abort(STOPPED);
    alarm = undefined;
  }

  function ring(): void {
    const nowMs = clock.now();
    alarm = undefined;
    for (const deadline of [...waiting]) {
      if (deadline.untilMs > nowMs || !waiting.delete(deadline)) continue;
      deadline.onOver();
    }
    const nextMs = Math.min(...[...waiting].map(({ untilMs }) => untilMs));
    if (waiting.size > 0 && alarm === undefined) set(nextMs);
  }
}
