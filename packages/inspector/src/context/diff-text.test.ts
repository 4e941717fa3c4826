import { expect, test } from 'vitest';
import { diffText } from './diff-text.ts';

const lines = (...numbers: readonly number[]): string => numbers.map((number) => `line ${number}\n`).join('');
const same = (number: number) => ({ kind: 'same', text: `line ${number}` });

test('what changed, with two lines around it, and gaps for the rest', () => {
  const before = lines(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  const after = lines(1, 2, 3, 4, 50, 6, 7, 8, 9, 10, 11, 12);
  expect(diffText(before, after)).toEqual([
    { kind: 'gap', lines: 2 },
    same(3),
    same(4),
    { kind: 'removed', text: 'line 5' },
    { kind: 'added', text: 'line 50' },
    same(6),
    same(7),
    { kind: 'gap', lines: 2 },
    same(10),
    same(11),
    { kind: 'added', text: 'line 12' },
  ]);
});

test('a gap of one line is that line', () => {
  expect(diffText(lines(1, 2, 3), `${lines(1, 2, 3)}more`)).toEqual([
    same(1),
    same(2),
    same(3),
    { kind: 'added', text: 'more' },
  ]);
});

test('the same text has no change, and an empty line is one', () => {
  expect(diffText('a', 'a')).toEqual([{ kind: 'same', text: 'a' }]);
  expect(diffText('a\n', 'a\n\n')).toEqual([
    { kind: 'same', text: 'a' },
    { kind: 'added', text: '' },
  ]);
});
