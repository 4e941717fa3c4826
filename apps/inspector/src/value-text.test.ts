// @vitest-environment node
import { expect, test } from 'vitest';
import { valueText } from './value-text.ts';

test.each([
  ['off', 'off'],
  [{ acting: 'running' }, 'acting.running'],
  [{ a: { b: 'c' } }, 'a.b.c'],
  [{ bold: 'on', italic: { deep: 'x' } }, '{ bold: on, italic: deep.x }'],
  [{ green: {} }, 'green'],
  [undefined, ''],
  [null, ''],
  [3, ''],
  [['a'], ''],
])('the state %j reads as %s', (value, text) => {
  expect(valueText(value)).toBe(text);
});
