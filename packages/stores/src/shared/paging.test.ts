import { expect, test } from 'vitest';
import { createPaging } from './paging.ts';

const rowsOf = (count: number, chars: number) => Array.from({ length: count }, () => ({ event: 'x'.repeat(chars) }));

test('a page has as many rows as come to its characters, by how long the last ones were', () => {
  const paging = createPaging({ rows: 500, chars: 10_000 });
  expect(paging.rows()).toBe(100);
  const asked = [rowsOf(10, 100), [], rowsOf(1, 20_000), [...rowsOf(3, 10), ...rowsOf(1, 970)], rowsOf(1, 1)].map(
    (rows) => {
      paging.note(rows);
      return paging.rows();
    },
  );
  expect(asked).toEqual([100, 100, 1, 40, 500]);
});
