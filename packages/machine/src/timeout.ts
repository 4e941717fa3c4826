import type { Clock } from '@twelvefold/core';

/** A sleep that can end early: a timer that is left over would keep a program alive. */
export interface Sleep {
  /** Resolves when the time is over, rejects when the sleep is stopped before. */
  readonly over: Promise<void>;
  readonly stop: () => void;
}

export interface Timeout {
  /** Aborts, with an error, when the time is over, and with any of the signals that it was made with. */
  readonly signal: AbortSignal;
  /** Resolves to the error when the time is over; never, when the timeout is stopped or aborted before. */
  readonly over: Promise<Error>;
  readonly isOver: () => boolean;
  readonly stop: () => void;
}

/** Without a reason, each abort would make an error of its own, with a stack trace. */
const STOPPED = 'stopped';

export function sleepUntil(clock: Clock, untilMs: number, signal?: AbortSignal): Sleep {
  const sleeping = new AbortController();
  const unfollow = follow(sleeping, signal ? [signal] : []);
  const over = clock.sleepUntil(untilMs, sleeping.signal);
  over.catch(() => undefined);
  const stop = (): void => {
    unfollow();
    sleeping.abort(STOPPED);
  };
  return { over, stop };
}

/** A timeout of `afterMs` whose error says `message`. */
export function timeoutAfter(
  clock: Clock,
  afterMs: number,
  message: string,
  signals: readonly AbortSignal[] = [],
): Timeout {
  const ending = new AbortController();
  const unfollow = follow(ending, signals);
  const sleep = sleepUntil(clock, clock.now() + afterMs);
  let isOver = false;
  const over = sleep.over.then(() => {
    const error = new Error(message);
    isOver = true;
    ending.abort(error);
    return error;
  });
  const stop = (): void => {
    unfollow();
    sleep.stop();
  };
  return {
    signal: ending.signal,
    over: over.catch(() => new Promise<never>(() => undefined)),
    isOver: () => isOver,
    stop,
  };
}

/** Aborts with the first of the signals that aborts. `AbortSignal.any` does it too, for ten times the price. */
function follow(controller: AbortController, signals: readonly AbortSignal[]): () => void {
  const abort = (event: Event): void => controller.abort((event.target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    else signal.addEventListener('abort', abort);
  }
  return () => {
    for (const signal of signals) signal.removeEventListener('abort', abort);
  };
}
