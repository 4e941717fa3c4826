import type { Clock } from '@twelvefold/core';

export interface Paced {
  /** Does the work now if its time has come, otherwise when it comes: once, however often it is asked for until then. */
  readonly ask: () => void;
  /** The work was done, whoever asked for it: the next time is an interval from now. */
  readonly done: () => void;
  /** Forgets what was asked for. */
  readonly stop: () => void;
}

/** `work`, at most once in `intervalMs`: the first time at once, and what is asked for last is never lost. */
export function atMostEvery(intervalMs: number, clock: Pick<Clock, 'now' | 'sleepUntil'>, work: () => void): Paced {
  let doneMs = -Infinity;
  let waiting: AbortController | undefined;
  const stop = (): void => {
    waiting?.abort();
    waiting = undefined;
  };
  return {
    ask: () => {
      if (waiting) return;
      const passedMs = clock.now() - doneMs;
      // Where the clock was set back, nobody waits until it is that late again.
      const isDue = !(passedMs >= 0 && passedMs < intervalMs);
      if (isDue) return work();
      waiting = new AbortController();
      clock.sleepUntil(doneMs + intervalMs, waiting.signal).then(
        () => {
          waiting = undefined;
          work();
        },
        () => undefined,
      );
    },
    done: () => {
      stop();
      doneMs = clock.now();
    },
    stop,
  };
}
