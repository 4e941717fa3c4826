import type { Clock } from '@twelvefold/core';

/** A sleep that can end early: a timer that is left over would keep a program alive. */
export interface Sleep {
  /** Resolves when the time is over, rejects when the sleep is stopped before. */
  readonly over: Promise<void>;
  readonly stop: () => void;
}

/** Without a reason, each abort would make an error of its own, with a stack trace. */
const STOPPED = 'stopped';

/** `AbortSignal.any` would do it too, for ten times the price. */
export function sleepUntil(clock: Clock, untilMs: number, signal: AbortSignal): Sleep {
  const sleeping = new AbortController();
  const abort = (): void => sleeping.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort);
  const over = clock.sleepUntil(untilMs, sleeping.signal);
  over.catch(() => undefined);
  const stop = (): void => {
    signal.removeEventListener('abort', abort);
    sleeping.abort(STOPPED);
  };
  return { over, stop };
}
