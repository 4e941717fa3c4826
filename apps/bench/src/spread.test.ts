// @vitest-environment node
import { expect, test } from 'vitest';
import { medianOf, spreadOf } from './spread.ts';

test('the median is the one in the middle, or the mean of the two there', () => {
  expect([medianOf([9, 1, 5]), medianOf([4, 1, 2, 100]), medianOf([7]), medianOf([])]).toEqual([5, 3, 7, Number.NaN]);
});

test('a spread is the median with the lowest and the highest run', () => {
  expect(spreadOf([12, 10, 11])).toEqual({ value: 11, spread: { min: 10, max: 12, runs: 3 } });
});

test('no run is no value', () => {
  expect(spreadOf([])).toEqual({ value: null });
});
