import type { Clock } from '@twelvefold/core';

/** `setTimeout` takes at most this many milliseconds; longer sleeps are several. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** The clock of the platform: tabs, workers and Node. */
export const systemClock: Clock = {
  now: () => Date.now(),
  newId: () => crypto.randomUUID(),
  sleepUntil: async (untilMs, signal) => {
    do await sleep(Math.min(Math.max(untilMs - Date.now(), 0), MAX_TIMEOUT_MS), signal);
    while (Date.now() < untilMs);
  },
};

function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', stop, { once: true });
  });
}
