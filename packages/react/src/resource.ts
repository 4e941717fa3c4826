import { TwelvefoldError } from '@twelvefold/core';

/** What changes all the time is read so often, and no more. */
const APART_MS = 50;

/** Something that is read from a store, and read again when it may have changed. */
export interface Resource<T> {
  /** Reads while anybody listens. Returns the unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  readonly get: () => Loaded<T>;
  /** What there is before anything was read: on a server, and while its HTML is hydrated. */
  readonly getInitial: () => Loaded<T>;
  /** Reads again. Whoever asks while a read is under way is given one that begins after it. */
  readonly reload: () => void;
}

export interface Loaded<T> {
  readonly value: T;
  /** Nothing has been read yet. */
  readonly isLoading: boolean;
  /** Why the last read failed, or why changes are not heard of; `value` is what was read last. */
  readonly problem: TwelvefoldError | undefined;
}

export interface ResourceOptions<T> {
  readonly initial: T;
  /** Reads anew; what did not change may keep its identity. */
  readonly read: (before: T) => Promise<T>;
  /** Calls `changed` when a read would give something else. Asked again after each read. Returns how to stop. */
  readonly watch: (value: T, changed: () => void) => () => void;
}

export function createResource<T>({ initial, read, watch }: ResourceOptions<T>): Resource<T> {
  const first: Loaded<T> = { value: initial, isLoading: true, problem: undefined };
  const listeners = new Set<{ readonly listener: () => void }>();
  let loaded = first;
  let unwatch: (() => void) | undefined;
  let isReading = false;
  let isAsking = false;
  let isStale = false;
  /** Why nothing is heard of what changes. */
  let deafness: TwelvefoldError | undefined;

  return {
    subscribe: (listener) => {
      const subscription = { listener };
      listeners.add(subscription);
      if (listeners.size === 1) begin();
      return () => {
        listeners.delete(subscription);
        if (listeners.size === 0) stop();
      };
    },
    get: () => loaded,
    getInitial: () => first,
    reload,
  };

  function begin(): void {
    rewatch(loaded.value);
    // What changed since the last listener left may be missing from what is being read; what is about to be read has it.
    if (!isReading || isAsking) reload();
  }

  function stop(): void {
    unwatch?.();
    unwatch = undefined;
  }

  /** Hears the new ones before it stops hearing the old ones. */
  function rewatch(value: T): void {
    const before = unwatch;
    try {
      unwatch = watch(value, reload);
      deafness = undefined;
      before?.();
    } catch (cause) {
      deafness ??= toProblem(cause, 'The store cannot be subscribed to; what is shown may be old.');
    }
  }

  function reload(): void {
    if (isReading) return void (isStale = true);
    isReading = true;
    void readAll();
  }

  async function readAll(): Promise<void> {
    // Not within the append, or the render, that called for it.
    await Promise.resolve();
    // Whoever listened may be gone by now, and whoever comes back begins anew.
    try {
      while (listeners.size > 0) {
        isStale = false;
        const next = await readOnce();
        if (listeners.size > 0) rewatch(next.value);
        show({ ...next, problem: next.problem ?? deafness });
        if (!isStale) break;
        await new Promise((resolve) => setTimeout(resolve, APART_MS));
      }
    } finally {
      isStale = false;
      isReading = false;
    }
  }

  function show(next: Loaded<T>): void {
    if (next.value === loaded.value && next.problem === loaded.problem && !loaded.isLoading) return;
    loaded = next;
    for (const { listener } of [...listeners]) listener();
  }

  async function readOnce(): Promise<Loaded<T>> {
    isAsking = true;
    try {
      return { value: await read(loaded.value), isLoading: false, problem: undefined };
    } catch (cause) {
      const problem = toProblem(cause, 'The store cannot be read; what is shown may be old.');
      return { value: loaded.value, isLoading: false, problem };
    } finally {
      isAsking = false;
    }
  }
}

function toProblem(cause: unknown, message: string): TwelvefoldError {
  return TwelvefoldError.isInstance(cause) ? cause : new TwelvefoldError('store_failed', message, { cause });
}
