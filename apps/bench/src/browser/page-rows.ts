import type { Row } from '../row.ts';
import { spreadOf } from '../spread.ts';
import type { PageAnswer, PageCase } from './ask-pages.ts';
import type { Measured } from './bench-browser.ts';

export interface PageMetric extends Pick<Row, 'metric' | 'unit'> {
  readonly of: (measured: Measured) => number;
  /** Default `less`. */
  readonly better?: Row['better'];
}

/** A row for each case and metric. A case without an answer has a row that says why, for the first metric only. */
export function pageRows(
  scenario: string,
  answers: ReadonlyMap<PageCase, PageAnswer>,
  metrics: readonly PageMetric[],
): readonly Row[] {
  return metrics.flatMap(({ metric, unit, of, better = 'less' }, index) =>
    [...answers].flatMap(([{ system, n }, { runs, note }]): readonly Row[] => {
      if (runs.length === 0 && index > 0) return [];
      const said = note ?? system.note;
      return [
        {
          scenario,
          system: system.system,
          version: system.version,
          metric,
          unit,
          better,
          ...(n !== undefined && { n }),
          ...spreadOf(runs.map(of)),
          ...(said !== undefined && { note: said }),
        },
      ];
    }),
  );
}
