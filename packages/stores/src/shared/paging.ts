import type { StoredRow } from '@twelvefold/core/store';

/** As long as nothing is known of how long rows are. */
const FIRST_ROWS = 100;

export interface PageLimits {
  readonly rows: number;
  /** Of JSON text, as long as rows are about as long as the last ones. */
  readonly chars: number;
}

/** How many rows to ask for at once. */
export interface Paging {
  readonly rows: () => number;
  /** Tells of rows that were read: the next ones will be about as long. */
  readonly note: (rows: readonly StoredRow[]) => void;
}

export function createPaging(limits: PageLimits): Paging {
  let rows = FIRST_ROWS;
  return {
    rows: () => rows,
    note: (read) => {
      if (read.length === 0) return;
      const chars = read.reduce((sum, { event }) => sum + String(event).length, 0);
      rows = Math.min(Math.max(Math.floor((limits.chars * read.length) / chars), 1), limits.rows);
    },
  };
}
