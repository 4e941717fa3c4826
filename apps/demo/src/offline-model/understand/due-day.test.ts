// @vitest-environment node
import { expect, test } from 'vitest';
import { readDueDay } from './due-day.ts';

/** A Sunday. */
const TODAY = '2026-11-22';

test.each([
  ['due next friday', '2026-11-27'],
  ['due December 1', '2026-12-01'],
  ['due on 2026-12-24', '2026-12-24'],
  ['due tomorrow', '2026-11-23'],
  ['due in 2 weeks', '2026-12-06'],
  ['due in 30 days', '2026-12-22'],
  ['net 30', '2026-12-22'],
  ['payable by the 15th', '2026-12-15'],
  ['due at the end of next month', '2026-12-31'],
  ['due end of the month', '2026-11-30'],
])('%s', (text, day) => {
  expect(readDueDay(`invoice Jeff $40 for lunch, ${text}`, TODAY)?.day).toBe(day);
});

test('a due day that cannot be read is not left out without a word', () => {
  expect(readDueDay('lunch, due whenever you like', TODAY)).toEqual({ start: 5, end: 28 });
  expect(readDueDay('lunch next friday', TODAY)).toBeUndefined();
});
