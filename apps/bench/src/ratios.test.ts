// @vitest-environment node
import { expect, test } from 'vitest';
import { beatsOurs, isDraw, isFloor, withRatios } from './ratios.ts';
import type { Row } from './row.ts';
import { row } from './test-support/row.ts';

test('a ratio is to Twelvefold at the same scenario, metric and size', () => {
  const ours = [row({ n: 1, value: 10 }), row({ n: 2, value: 20 }), row({ n: 1, value: 100, metric: 'bytes' })];
  const theirs = [
    row({ n: 1, value: 30, system: 'ai' }),
    row({ n: 2, value: 10, system: 'ai' }),
    row({ n: 1, value: null, system: 'other', note: 'cannot' }),
    row({ n: 3, value: 10, system: 'ai' }),
    row({ n: 1, value: 10, system: 'ai', scenario: 'bundle' }),
  ];
  expect(withRatios([...ours, ...theirs])).toEqual([
    ...ours,
    { ...theirs[0], ratio: 3 },
    { ...theirs[1], ratio: 0.5 },
    ...theirs.slice(2),
  ]);
});

test('an old ratio does not outlive its rows', () => {
  expect(withRatios([row({ system: 'ai', ratio: 4 })])).toEqual([row({ system: 'ai' })]);
});

test('who wins depends on what is better, and what is close is a draw', () => {
  const peer = { system: 'ai', version: '7.0.0' };
  expect(beatsOurs(row({ ...peer, ratio: 0.5 }))).toBe(true);
  expect(beatsOurs(row({ ...peer, ratio: 2 }))).toBe(false);
  expect(beatsOurs(row({ ...peer, ratio: 2, better: 'more' }))).toBe(true);
  expect(beatsOurs(row({ ...peer, ratio: 0.5, better: 'more' }))).toBe(false);
  expect(beatsOurs(row(peer))).toBe(false);
  expect([0.94, 0.96, 1.04, 1.06].map((ratio) => isDraw(row({ ...peer, ratio })))).toEqual([false, true, true, false]);
  expect(beatsOurs(row({ ...peer, ratio: 0.96 }))).toBe(false);
});

test('where the runs overlap, neither is better, in both directions; a single run has no spread', () => {
  const ours = row({ value: 10, spread: { min: 9, max: 12, runs: 3 } });
  const peer = (value: number, min: number, max: number, runs = 3): Row =>
    row({ system: 'ai', value, spread: { min, max, runs } });
  const [, ...theirs] = withRatios([
    ours,
    peer(8, 7, 9),
    peer(13, 12, 14),
    peer(8, 7, 8.9),
    peer(8, 8, 9.5, 1),
    row({ system: 'ai', value: 8 }),
  ]);
  expect(theirs.map(({ ratio, isInSpread = false }) => [ratio, isInSpread])).toEqual([
    [0.8, true],
    [1.3, true],
    [0.8, false],
    [0.8, false],
    [0.8, false],
  ]);
  expect(theirs.map(beatsOurs)).toEqual([false, false, true, true, true]);
});

test('another way to use Twelvefold neither wins nor loses', () => {
  const variant = row({ system: 'twelvefold, with useEntry', version: '', ratio: 0.1 });
  expect([beatsOurs(variant), isFloor(variant), isDraw({ ...variant, ratio: 1 })]).toEqual([false, false, false]);
});

test('what nobody released is a floor', () => {
  expect([isFloor(row()), isFloor(row({ system: 'ai' })), isFloor(row({ system: 'JSON.parse', version: '' }))]).toEqual(
    [false, false, true],
  );
});
