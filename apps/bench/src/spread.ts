import type { Row } from './row.ts';

/** The median of what several runs gave, with the lowest and the highest: the part of a row that is measured. */
export function spreadOf(
  values: readonly number[],
): Pick<Row, 'value'> & { readonly spread?: NonNullable<Row['spread']> } {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return { value: null };
  return { value: medianOf(sorted), spread: { min, max, runs: sorted.length } };
}

/** The one in the middle; of an even number the mean of the two there; of none `NaN`. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
