import type { Row } from '../row.ts';

/** A row with what a test says of it. */
export function row(rest: Partial<Row> = {}): Row {
  const what = { scenario: 'fold', system: 'twelvefold', version: '1.0.0', metric: 'time' } as const;
  return { ...what, unit: 'ms', value: 10, better: 'less', ...rest };
}
