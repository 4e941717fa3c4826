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
  /** Why the last read failed; `value` is what was read before. */
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
  let isStale = false;

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
    rewatch();
    // What is being read since the last listener left is new enough.
    if (!isReading) reload();
  }

  function stop(): void {
    unwatch?.();
    unwatch = undefined;
  }

  /** Hears the new ones before it stops hearing the old ones. */
  function rewatch(): void {
    const before = unwatch;
    unwatch = watch(loaded.value, reload);
    before?.();
  }

  function reload(): void {
    if (isReading) return void (isStale = true);
    isReading = true;
    void readAll();
  }

  async function readAll(): Promise<void> {
    // Not within the append, or the render, that called for it.
    await Promise.resolve();
    do {
      if (isStale) await new Promise((resolve) => setTimeout(resolve, APART_MS));
      isStale = false;
      const next = await readOnce();
      const isSame = next.value === loaded.value && next.problem === loaded.problem && !loaded.isLoading;
      loaded = isSame ? loaded : next;
      if (listeners.size > 0) rewatch();
      if (!isSame) for (const { listener } of [...listeners]) listener();
    } while (isStale && listeners.size > 0);
    isReading = false;
  }

  async function readOnce(): Promise<Loaded<T>> {
    try {
      return { value: await read(loaded.value), isLoading: false, problem: undefined };
    } catch (cause) {
      const message = 'The store cannot be read; what is shown may be old.';
      const problem = TwelvefoldError.isInstance(cause)
        ? cause
        : new TwelvefoldError('store_failed', message, { cause });
      return { value: loaded.value, isLoading: false, problem };
    }
  }
}
