/** What a column can hold here; the tables are STRICT and have no blobs. */
export type SqlValue = string | number | null;

/** A row as SQLite gives it, columns by name. */
export type Row = Readonly<Record<string, unknown>>;

/** The text in a column. @throws when the column holds something else: the query and its reader disagree. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`Column "${column}" should hold text, not ${String(value)}.`);
  return value;
}

/** The whole number in a column. @throws when the column holds something else. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new TypeError(`Column "${column}" should hold a whole number, not ${String(value)}.`);
  return value;
}

/** The text in a column, as one of some. @throws when the column holds anything else. */
export function oneOf<const Option extends string>(row: Row, column: string, options: readonly Option[]): Option {
  const value = text(row, column);
  const option = options.find((candidate) => candidate === value);
  if (option === undefined) throw new TypeError(`Column "${column}" should hold one of ${options.join(', ')}.`);
  return option;
}
