// @vitest-environment node
import { expect, test } from 'vitest';
import { judgeBeside, judgeDoubling, judgeGrowth, judgeValue, worstDoubling } from './judge.ts';
import { row } from './test-support/row.ts';

const linear = [row({ n: 4, value: 40 }), row({ n: 1, value: 10 }), row({ n: 2, value: 20 })];
const quadratic = [row({ n: 1, value: 1 }), row({ n: 10, value: 100 })];

test('growth is told for twice the size, whatever the sizes are', () => {
  expect(worstDoubling(quadratic.map(({ n = 0, value }) => ({ n, value: value ?? 0 })))).toBeCloseTo(4);
  expect(worstDoubling([])).toBeUndefined();
  expect(judgeDoubling(linear, 'time', 'linear', 2.3)).toEqual({
    target: 'linear',
    measured: '2 × per doubling, at worst',
    isMet: true,
  });
  expect(judgeDoubling(quadratic, 'time', 'linear', 2.3).isMet).toBe(false);
  expect(judgeDoubling([row({ n: 1 })], 'time', 'linear', 2.3).isMet).toBeUndefined();
});

test('growth over all sizes forgives one noisy step, and tells of it', () => {
  const noisy = [...linear, row({ n: 8, value: 120 }), row({ n: 16, value: 160 })];
  expect(judgeGrowth(noisy, 'time', 'linear', 2.3)).toEqual({
    target: 'linear',
    measured: '2 × per doubling over all sizes, 3 × in the worst step',
    isMet: true,
  });
  expect(judgeGrowth(quadratic, 'time', 'linear', 2.3).isMet).toBe(false);
  expect(judgeGrowth([row({ n: 1 })], 'time', 'linear', 2.3).isMet).toBeUndefined();
});

test('beside another system the worst size counts', () => {
  const theirs = [row({ n: 1, value: 5, system: 'floor' }), row({ n: 2, value: 5, system: 'floor' })];
  const options = { metric: 'time', system: 'floor', target: 'at most 3 ×', atMost: 3 };
  expect(judgeBeside([...linear, ...theirs], options)).toEqual({
    target: 'at most 3 ×',
    measured: '4 × floor, at worst',
    isMet: false,
  });
  expect(judgeBeside(linear, options)).toEqual({
    target: 'at most 3 ×',
    measured: 'no row to compare with',
    isMet: undefined,
  });
});

test('a value is compared with the bound that it has', () => {
  expect(judgeValue(linear, 'time', { target: 't', atMost: 39 })).toEqual({
    target: 't',
    measured: '40 ms',
    isMet: false,
  });
  expect(judgeValue(linear, 'time', { target: 't', atLeast: 10 })).toEqual({
    target: 't',
    measured: '10 ms',
    isMet: true,
  });
  expect(judgeValue([row({ value: null })], 'time', { target: 't', atMost: 1 }).isMet).toBeUndefined();
});
