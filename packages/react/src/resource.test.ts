import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createResource } from './resource.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A number that somebody else counts up, as `count` tells; each read lasts until the test ends it. */
function counter() {
  let stored = 0;
  const watchers = new Set<() => void>();
  const reads: (() => void)[] = [];
  let isMute = false;
  const resource = createResource<number>({
    initial: -1,
    read: () => {
      const found = stored;
      return new Promise((resolve) => reads.push(() => resolve(found)));
    },
    watch: (_, changed) => {
      if (isMute) throw new Error('no more connections');
      const watcher = (): void => changed();
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  });
  return {
    resource,
    reads,
    watchers,
    count: () => {
      stored++;
      for (const changed of [...watchers]) changed();
    },
    mute: (mute: boolean) => (isMute = mute),
    /** Ends the read that is under way, and lets `timeMs` pass. */
    answer: async (timeMs = 1) => {
      await vi.advanceTimersByTimeAsync(0);
      reads.at(-1)?.();
      await vi.advanceTimersByTimeAsync(timeMs);
    },
  };
}

test('nothing is read for nobody: whoever leaves while a read waits for its turn ends it', async () => {
  const { resource, reads, watchers, count, answer } = counter();
  const leave = resource.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  count();
  await answer();
  leave();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([reads.length, watchers.size]).toEqual([1, 0]);
  resource.subscribe(() => undefined);
  await answer();
  expect(resource.get()).toEqual({ value: 1, isLoading: false, problem: undefined });
  expect(reads).toHaveLength(2);
});

test('what is listened to only for a moment, as StrictMode does, is read once', async () => {
  const { resource, reads, answer } = counter();
  resource.subscribe(() => undefined)();
  resource.subscribe(() => undefined);
  await answer(1_000);
  expect(reads).toHaveLength(1);
});

test('what changes while nobody listens is not missed by whoever comes back during a read', async () => {
  const { resource, count, answer } = counter();
  const leave = resource.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  leave();
  count();
  resource.subscribe(() => undefined);
  await answer(50);
  await answer();
  expect(resource.get().value).toBe(1);
});

test('what cannot be watched is read all the same, says so, and is watched again when that works', async () => {
  const { resource, count, mute, answer } = counter();
  const heard = vi.fn();
  mute(true);
  expect(() => resource.subscribe(heard)).not.toThrow();
  await answer();
  expect(resource.get()).toMatchObject({ value: 0, isLoading: false, problem: { code: 'store_failed' } });
  expect(heard).toHaveBeenCalledOnce();
  const { problem } = resource.get();
  resource.reload();
  await answer();
  expect(resource.get().problem).toBe(problem);
  mute(false);
  resource.reload();
  await answer();
  expect(resource.get().problem).toBeUndefined();
  count();
  await answer();
  expect(resource.get().value).toBe(1);
});

test('what cannot be watched any more is heard of as before, and the next read is not lost', async () => {
  const { resource, watchers, count, mute, answer } = counter();
  resource.subscribe(() => undefined);
  await answer();
  mute(true);
  count();
  await answer();
  expect(resource.get()).toMatchObject({ value: 1, problem: { code: 'store_failed' } });
  expect(watchers.size).toBe(1);
  count();
  await answer();
  expect(resource.get().value).toBe(2);
});
