import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

const { signal } = new AbortController();

afterEach(() => vi.useRealTimers());

test('a sleep until a time that is over ends at once, and warns of nothing', async () => {
  const warned = vi.fn();
  process.on('warning', warned);
  await systemClock.sleepUntil(systemClock.now() - 1_000, signal);
  await new Promise((resolve) => setTimeout(resolve));
  process.off('warning', warned);
  expect(warned).not.toHaveBeenCalled();
});

test('a sleep of sixty days, longer than any timer of the platform, ends then and not before', async () => {
  vi.useFakeTimers();
  let isOver = false;
  void systemClock.sleepUntil(systemClock.now() + 60 * 86_400_000, signal).then(() => (isOver = true));
  await vi.advanceTimersByTimeAsync(59 * 86_400_000);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(isOver).toBe(true);
});

test('an aborted sleep rejects with the reason, before it began too', async () => {
  const stop = new AbortController();
  const sleep = systemClock.sleepUntil(systemClock.now() + 60_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(sleep).rejects.toThrow('enough');
  await expect(systemClock.sleepUntil(systemClock.now() + 60_000, stop.signal)).rejects.toThrow('enough');
});
