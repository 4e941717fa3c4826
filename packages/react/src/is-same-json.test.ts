import { expect, test } from 'vitest';
import { isSameJson } from './is-same-json.ts';

const both = new Map([[1, 2]]);

test.each([
  ['a', 'a', true],
  [1, '1', false],
  [null, {}, false],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }, true],
  [{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }, false],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: 1 }, { a: 1, b: null }, false],
  [[], {}, false],
  [[1], [1, 2], false],
  [{ at: new Date(5) }, { at: new Date(5) }, true],
  [{ at: new Date(5) }, { at: new Date(6) }, false],
  [{ at: new Date(5) }, { at: new Date(5).toISOString() }, true],
  [{ constructor: 1 }, {}, false],
  [{ a: new Map([[1, 2]]) }, { a: new Map() }, false],
  [{ a: new Set() }, { a: {} }, false],
  [{ a: both }, { a: both }, true],
])('%j and %j: %j', (a, b, same) => {
  expect(isSameJson(a, b)).toBe(same);
  expect(isSameJson(b, a)).toBe(same);
});
