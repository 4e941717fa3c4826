import { expect, test } from 'vitest';
import { nextSort, sortRows } from './sort-rows.ts';

test('texts sort as people sort them, numbers by size', () => {
  const same = (value: string | number) => value;
  expect(sortRows(['INV-1010', 'inv-999', 'Zoë', 'ada', 'Émile'], same, 'ascending')).toEqual([
    'ada',
    'Émile',
    'inv-999',
    'INV-1010',
    'Zoë',
  ]);
  expect(sortRows([10, 9, 100, -1], same, 'descending')).toEqual([100, 10, 9, -1]);
});

test.each(['ascending', 'descending'] as const)('equal rows keep their order, %s', (direction) => {
  const rows = [
    { key: 1, id: 'a' },
    { key: 1, id: 'b' },
  ];
  expect(sortRows(rows, ({ key }) => key, direction)).toEqual(rows);
});

test('a column is sorted ascending first, then descending, then ascending again', () => {
  const first = nextSort({ column: 'due', direction: 'ascending' }, 'amount');
  const second = nextSort(first, 'amount');
  expect([first, second, nextSort(second, 'amount')]).toEqual([
    { column: 'amount', direction: 'ascending' },
    { column: 'amount', direction: 'descending' },
    { column: 'amount', direction: 'ascending' },
  ]);
});
