import { fakeClock } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { atMostEvery } from './at-most-every.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function pacing(intervalMs: number) {
  const clock = fakeClock();
  const startMs = clock.now();
  const timesMs: number[] = [];
  const paced = atMostEvery(intervalMs, clock, () => {
    timesMs.push(clock.now() - startMs);
    paced.done();
  });
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settled();
  };
  return { clock, paced, timesMs, pass };
}

test('works at once, then once an interval, and the last time that was asked for is never lost', async () => {
  const { clock, paced, timesMs, pass } = pacing(50);
  for (let ms = 0; ms < 120; ms++) {
    paced.ask();
    await pass(1);
  }
  expect([timesMs, clock.sleepers()]).toEqual([[0, 50, 100], 1]);
  await pass(1_000);
  expect([timesMs.length, clock.sleepers()]).toEqual([4, 0]);
  await pass(1_000);
  paced.ask();
  expect(timesMs).toEqual([0, 50, 100, 1_120, 2_120]);
});

test('work that somebody else did puts off the next time, and what was stopped does not come', async () => {
  const { clock, paced, timesMs, pass } = pacing(50);
  paced.ask();
  await pass(10);
  paced.ask();
  paced.done();
  expect(clock.sleepers()).toBe(0);
  paced.ask();
  await pass(49);
  expect(timesMs).toEqual([0]);
  await pass(1);
  expect(timesMs).toEqual([0, 60]);
  paced.ask();
  paced.stop();
  await pass(1_000);
  expect([timesMs, clock.sleepers()]).toEqual([[0, 60], 0]);
});

test('a clock that was set back delays nothing', () => {
  let nowMs = 10_000;
  const clock = { ...fakeClock(), now: () => nowMs };
  const work = vi.fn(() => paced.done());
  const paced = atMostEvery(50, clock, work);
  paced.ask();
  nowMs = 1_000;
  paced.ask();
  expect(work).toHaveBeenCalledTimes(2);
});
