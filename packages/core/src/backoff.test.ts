import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const seeds = Array.from({ length: 200 }, (_, index) => `thread-${index}`);

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [6, 32_000],
  [7, 60_000],
  [100, 60_000],
  [5_000, 60_000],
])('[R93] after %i failures in a row the wait is between half of %i ms and all of it', (failures, ceiling) => {
  const waits = seeds.map((seed) => backoffMs(failures, seed));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(ceiling / 2);
  expect(Math.max(...waits)).toBeLessThanOrEqual(ceiling);
});

test('[R93] many threads do not come back at once, and one waits the same on replay', () => {
  const waits = seeds.map((seed) => backoffMs(3, seed));
  expect(new Set(waits).size).toBeGreaterThan(150);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(1_500);
  expect(seeds.map((seed) => backoffMs(3, seed))).toEqual(waits);
});
