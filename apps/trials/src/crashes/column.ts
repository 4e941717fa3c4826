/** What came of the trials whose workers were killed in one kind of place. */
export interface Row {
  readonly kills: number;
  readonly trials: number;
  readonly finished: number;
  /** Absent where it depends on the moment in which the signal arrives, or on which points were sampled. */
  readonly inDoubt?: number;
  readonly claimedAgain?: number;
}

/** One store, over all of its trials. */
export interface Column {
  readonly rows: Readonly<Record<string, Row>>;
  readonly lost: number;
  readonly unapproved: number;
  readonly doubled: number;
}

/** The columns of the table. */
export const STORES = { sqlite: 'SQLite', postgres: 'PostgreSQL', chromium: 'IndexedDB, a Chromium tab' } as const;
export type StoreName = keyof typeof STORES;
export type Results = Readonly<Partial<Record<StoreName, Column>>>;
