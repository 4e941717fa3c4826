import type { Presence } from '@twelvefold/core';

/** The presence of several tabs or processes that live in one program. */
export interface FakePresence {
  /** One more tab or process: give its store this presence. */
  readonly open: () => FakeProcess;
  /** Who is there, in the order in which they came. */
  readonly runners: () => readonly string[];
}

export interface FakeProcess extends Presence {
  /** What a crash does: its runners and its leads are gone, whatever it goes on doing. */
  readonly kill: () => void;
}

/** Runners are `runner-1`, `runner-2`, … The lead of a thread goes to whoever asked first. */
export function fakePresence(): FakePresence {
  const here = new Set<string>();
  const watchers = new Set<() => void>();
  const queues = new Map<string, Set<() => void>>();
  let runners = 0;

  return { open, runners: () => [...here] };

  function open(): FakeProcess {
    const death = new AbortController();
    return {
      kill: () => death.abort(new Error('This process was killed.')),
      enter: async () => {
        death.signal.throwIfAborted();
        const runner = `runner-${++runners}`;
        here.add(runner);
        const leave = (): void => {
          here.delete(runner);
          for (const look of [...watchers]) look();
        };
        death.signal.addEventListener('abort', leave);
        return { runner, leave };
      },
      untilGone: (runner, signal) =>
        new Promise((resolve, reject) => {
          const look = (): void => {
            if (here.has(runner)) return;
            watchers.delete(look);
            resolve();
          };
          onAbort(signal, (reason) => {
            watchers.delete(look);
            reject(reason);
          });
          watchers.add(look);
          look();
        }),
      lead: (threadId, signal) =>
        new Promise((resolve, reject) => {
          const queue = queues.get(threadId) ?? new Set();
          queues.set(threadId, queue.add(resolve));
          onAbort(AbortSignal.any([signal, death.signal]), (reason) => {
            reject(reason);
            queue.delete(resolve);
            first(queue)?.();
          });
          first(queue)?.();
        }),
    };
  }
}

function first(queue: ReadonlySet<() => void>): (() => void) | undefined {
  return queue.values().next().value;
}

function onAbort(signal: AbortSignal, leave: (reason: Error) => void): void {
  if (signal.aborted) leave(signal.reason as Error);
  else signal.addEventListener('abort', () => leave(signal.reason as Error), { once: true });
}
