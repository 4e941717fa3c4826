// @vitest-environment node
import { expect, test } from 'vitest';
import { formatNumber, formatValue } from './format.ts';

test('numbers have the digits that mean something', () => {
  const numbers = [0, 0.012345, 1.2345, 12.345, 123.45, 1_234_567, -3.14159];
  expect(numbers.map(formatNumber)).toEqual(['0', '0.0123', '1.23', '12.3', '123', '1,234,567', '-3.14']);
});

test('a value comes with its unit and its spread', () => {
  const spread = { min: 9, max: 12, runs: 5 };
  expect(formatValue({ value: 10, unit: 'ms', spread })).toBe('10 ms (9–12)');
  expect(formatValue({ value: 20_000, unit: 'per s' })).toBe('20,000/s');
  expect(formatValue({ value: 3, unit: 'count', spread: { min: 3, max: 3, runs: 5 } })).toBe('3');
  expect(formatValue({ value: null, unit: 'ms' })).toBe('–');
});
