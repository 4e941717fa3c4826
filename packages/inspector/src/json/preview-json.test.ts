import { expect, test } from 'vitest';
import { countOf, previewJson } from './preview-json.ts';

test.each([
  [null, 'null'],
  [true, 'true'],
  [1.5, '1.5'],
  ['a "b"', String.raw`"a \"b\""`],
  [[], '[]'],
  [[1], '[ 1 item ]'],
  [Array.from({ length: 1200 }, () => 1), '[ 1,200 items ]'],
  [{}, '{}'],
  [{ a: 1, b: 'x', c: [1, 2], d: {} }, '{ a: 1, b: "x", c: [2], d: {…} }'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, '{ a: 1, b: 2, c: 3, d: 4, e: 5, … }'],
])('%j is shown as %s', (value, shown) => {
  expect(previewJson(value)).toBe(shown);
});

test('a long text ends where the line does, and is not read to its end', () => {
  expect(previewJson('x'.repeat(1_000_000), 10)).toBe('"xxxxxxxxxx…"');
  expect(previewJson({ text: 'y'.repeat(1_000_000) }).length).toBeLessThan(90);
});

test('one is no plural', () => {
  expect([0, 1, 2, 10_000].map((count) => countOf(count, 'event'))).toEqual([
    '0 events',
    '1 event',
    '2 events',
    '10,000 events',
  ]);
});
