import type { Clock } from '@twelvefold/core';

/** A sleep that can end early: a timer that is left over would keep a program alive. */
export interface Sleep {
  /** Resolves when the time is over, rejects when the sleep is stopped before. */
  readonly over: Promise<void>;
  readonly stop: () => void;
}

export interface Timeout {
  /** Aborts, with the error, when the time is over. */
  readonly signal: AbortSignal;
  /** Resolves to the error when the time is over; never, when the timeout is stopped before. */
  readonly over: Promise<Error>;
  readonly stop: () => void;
}

export function sleepUntil(clock: Clock, untilMs: number, signal: AbortSignal): Sleep {
  const stopped = new AbortController();
  const over = clock.sleepUntil(untilMs, AbortSignal.any([signal, stopped.signal]));
  over.catch(() => undefined);
  return { over, stop: () => stopped.abort() };
}

/** A timeout of `afterMs` whose error says `message`. */
export function timeoutAfter(clock: Clock, afterMs: number, message: string): Timeout {
  const late = new AbortController();
  const { over, stop } = sleepUntil(clock, clock.now() + afterMs, new AbortController().signal);
  const error = new Error(message);
  const ended = over.then(() => {
    late.abort(error);
    return error;
  });
  return { signal: late.signal, over: ended.catch(() => new Promise<never>(() => undefined)), stop };
}
