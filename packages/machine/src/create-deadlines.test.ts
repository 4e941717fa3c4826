import { fakeClock } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { createDeadlines } from './create-deadlines.ts';

/** Deadlines on a clock that stands still, and what was over, in order. */
function scene() {
  const clock = fakeClock(0);
  const deadlines = createDeadlines(clock);
  const over: string[] = [];
  const at = (untilMs: number, name: string) => deadlines.at(untilMs, () => over.push(name));
  const pass = async (byMs: number): Promise<void> => {
    clock.advance(byMs);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { clock, deadlines, over, at, pass };
}

test('many deadlines are one timer, and each is over at its time', async () => {
  const { clock, over, at, pass } = scene();
  at(30, 'late');
  at(10, 'early');
  at(20, 'between');
  expect(clock.sleepers()).toBe(1);
  await pass(10);
  expect([over, clock.sleepers()]).toEqual([['early'], 1]);
  await pass(20);
  expect([over, clock.sleepers()]).toEqual([['early', 'late', 'between'], 0]);
});

test('one that is taken back is never over, and leaves no timer behind once all rest', async () => {
  const { clock, deadlines, over, at, pass } = scene();
  const stop = at(10, 'stopped');
  const stopOther = at(20, 'other');
  stop();
  deadlines.rest();
  expect(clock.sleepers()).toBe(1);
  await pass(10);
  expect([over, clock.sleepers()]).toEqual([[], 1]);
  stopOther();
  deadlines.rest();
  expect(clock.sleepers()).toBe(0);
  await pass(10);
  expect(over).toEqual([]);
});

test('work that ends in time sets no timer of its own', () => {
  const { clock } = scene();
  const sleepUntil = vi.fn(clock.sleepUntil);
  const deadlines = createDeadlines({ ...clock, sleepUntil });
  for (let step = 0; step < 100; step++) deadlines.at(1_000 + step, () => undefined)();
  expect(sleepUntil).toHaveBeenCalledOnce();
});

test('one that begins another when it is over is answered in its time', async () => {
  const { deadlines, over, pass } = scene();
  deadlines.at(10, () => {
    over.push('late');
    deadlines.at(15, () => over.push('lost'));
  });
  await pass(10);
  await pass(5);
  expect(over).toEqual(['late', 'lost']);
});
