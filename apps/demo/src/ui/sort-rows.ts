export type SortDirection = 'ascending' | 'descending';

/** Which column a table is sorted by. */
export interface Sort {
  readonly column: string;
  readonly direction: SortDirection;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Rows sorted by a value, numbers by size and texts as people sort them. Equal rows keep their order either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row) => string | number,
  direction: SortDirection,
): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => sign * compare(valueOf(a), valueOf(b)));
}

/** What a click on a column's title leads to: ascending first, then the other way round. */
export function nextSort(current: Sort | undefined, column: string): Sort {
  const turn = current?.column === column && current.direction === 'ascending';
  return { column, direction: turn ? 'descending' : 'ascending' };
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}
