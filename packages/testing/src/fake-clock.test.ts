import { expect, test } from 'vitest';
import { fakeClock } from './fake-clock.ts';

const { signal } = new AbortController();

test('time moves only when told, and wakes sleepers in the order of their alarms', async () => {
  const clock = fakeClock(1_000);
  const woken: string[] = [];
  void clock.sleepUntil(1_200, signal).then(() => woken.push('late'));
  void clock.sleepUntil(1_100, signal).then(() => woken.push('early'));
  await clock.sleepUntil(1_000, signal);
  clock.advance(99);
  await Promise.resolve();
  expect([clock.now(), clock.sleepers(), woken]).toEqual([1_099, 2, []]);
  clock.advance(101);
  await new Promise((resolve) => setTimeout(resolve));
  expect([clock.now(), clock.sleepers(), woken]).toEqual([1_200, 0, ['early', 'late']]);
});

test('an aborted sleep rejects with the reason and is forgotten', async () => {
  const clock = fakeClock();
  const stop = new AbortController();
  const sleep = clock.sleepUntil(clock.now() + 1, stop.signal);
  stop.abort(new Error('enough'));
  await expect(sleep).rejects.toThrow('enough');
  await expect(clock.sleepUntil(clock.now() + 1, stop.signal)).rejects.toThrow('enough');
  expect(clock.sleepers()).toBe(0);
});

test('ids differ', () => {
  const clock = fakeClock();
  expect([clock.newId(), clock.newId()]).toEqual(['id-1', 'id-2']);
});
