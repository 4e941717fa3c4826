import { formatNumber } from './format.ts';
import { OURS } from './ratios.ts';
import type { Row } from './row.ts';
import type { Judgement } from './scenario.ts';

/** Twelvefold's values of a metric by size, smallest first. */
export function oursOf(rows: readonly Row[], metric: string, system: string = OURS): readonly Point[] {
  return rows
    .flatMap((row) => {
      const { n = 0, value } = row;
      return row.metric === metric && row.system === system && value !== null ? [{ n, value }] : [];
    })
    .toSorted((a, b) => a.n - b.n);
}

export interface Point {
  readonly n: number;
  readonly value: number;
}

/** The worst growth from one size to the next, as if each were twice the one before: 2 is linear, 4 quadratic. */
export function worstDoubling(points: readonly Point[]): number | undefined {
  const factors = points.slice(1).flatMap(({ n, value }, index) => {
    const before = points[index];
    return before && before.value > 0 ? [(value / before.value) ** (Math.log(2) / Math.log(n / before.n))] : [];
  });
  return factors.length === 0 ? undefined : Math.max(...factors);
}

/** Whether twice as much costs at most `atMost` times as much, at every size. */
export function judgeDoubling(rows: readonly Row[], metric: string, target: string, atMost: number): Judgement {
  const worst = worstDoubling(oursOf(rows, metric));
  if (worst === undefined) return { target, measured: 'too few sizes', isMet: undefined };
  return { target, measured: `${formatNumber(worst)} × per doubling, at worst`, isMet: worst <= atMost };
}

/** Whether growth is in step with the size from the smallest to the largest, as if in equal steps; the worst step is told. */
export function judgeGrowth(rows: readonly Row[], metric: string, target: string, atMost: number): Judgement {
  const points = oursOf(rows, metric);
  const whole = worstDoubling([...points.slice(0, 1), ...points.slice(1).slice(-1)]);
  const worst = worstDoubling(points);
  if (whole === undefined || worst === undefined) return { target, measured: 'too few sizes', isMet: undefined };
  const measured = `${formatNumber(whole)} × per doubling over all sizes, ${formatNumber(worst)} × in the worst step`;
  return { target, measured, isMet: whole <= atMost };
}

/** Whether Twelvefold's value is at most `atMost` times that of another system, at every size where both have one. */
export function judgeBeside(
  rows: readonly Row[],
  { metric, system, target, atMost, of = OURS }: BesideOptions,
): Judgement {
  const theirs = oursOf(rows, metric, system);
  const ratios = oursOf(rows, metric, of).flatMap(({ n, value }) => {
    const their = theirs.find((point) => point.n === n)?.value;
    return their ? [value / their] : [];
  });
  if (ratios.length === 0) return { target, measured: 'no row to compare with', isMet: undefined };
  const worst = Math.max(...ratios);
  return {
    target,
    measured: `${formatNumber(worst)} × ${system}${ratios.length > 1 ? ', at worst' : ''}`,
    isMet: worst <= atMost,
  };
}

export interface BesideOptions {
  readonly metric: string;
  readonly system: string;
  readonly target: string;
  readonly atMost: number;
  /** Whose value, where it is a row of ours with another name. */
  readonly of?: string;
}

/** Whether every value of ours is at most, or at least, what it is to be. */
export function judgeValue(
  rows: readonly Row[],
  metric: string,
  {
    target,
    atMost = Infinity,
    atLeast = -Infinity,
  }: { readonly target: string; readonly atMost?: number; readonly atLeast?: number },
): Judgement {
  const values = oursOf(rows, metric).map(({ value }) => value);
  if (values.length === 0) return { target, measured: 'not measured', isMet: undefined };
  const worst = atMost === Infinity ? Math.min(...values) : Math.max(...values);
  const unit = rows.find((row) => row.metric === metric)?.unit ?? '';
  return {
    target,
    measured: `${formatNumber(worst)} ${unit === 'count' ? '' : unit}`.trimEnd(),
    isMet: worst <= atMost && worst >= atLeast,
  };
}
