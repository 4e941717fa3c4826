import type { Clock } from '@twelvefold/core';

/** A clock that stands still until it is told. */
export interface FakeClock extends Clock {
  /** Moves time on; whoever slept until then wakes up, in order. */
  readonly advance: (byMs: number) => void;
  /** How many sleep at the moment. */
  readonly sleepers: () => number;
}

/** Time begins at `startMs` (milliseconds since the Unix epoch), ids are `id-1`, `id-2`, … */
export function fakeClock(startMs: number = Date.UTC(2026, 0, 1)): FakeClock {
  let nowMs = startMs;
  let ids = 0;
  const sleeping = new Set<{ readonly untilMs: number; readonly wake: () => void }>();
  return {
    now: () => nowMs,
    newId: () => `id-${++ids}`,
    sleepers: () => sleeping.size,
    advance: (byMs) => {
      nowMs += byMs;
      const due = [...sleeping].filter(({ untilMs }) => untilMs <= nowMs).toSorted((a, b) => a.untilMs - b.untilMs);
      for (const sleeper of due) sleeper.wake();
    },
    sleepUntil: (untilMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (untilMs <= nowMs) return resolve();
        const leave = (): void => {
          sleeping.delete(sleeper);
          signal.removeEventListener('abort', abort);
        };
        const abort = (): void => {
          leave();
          reject(signal.reason);
        };
        const sleeper = {
          untilMs,
          wake: () => {
            leave();
            resolve();
          },
        };
        sleeping.add(sleeper);
        signal.addEventListener('abort', abort, { once: true });
      }),
  };
}
