import { expect, test } from 'vitest';
import { isSame } from './is-same.ts';

const thing = {};

test.each([
  [1, 1, true],
  [Number.NaN, Number.NaN, true],
  [undefined, null, false],
  [[thing, 2], [thing, 2], true],
  [[{}], [{}], false],
  [[1], [1, 2], false],
  [[1], { 0: 1 }, false],
  [{ a: thing }, { a: thing }, true],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: {} }, { a: {} }, false],
  [{ a: undefined }, { b: undefined }, false],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [new Map(), new Map(), false],
  [new Date(0), new Date(0), false],
])('%o and %o: %o', (a, b, same) => {
  expect(isSame(a, b)).toBe(same);
  expect(isSame(b, a)).toBe(same);
});
