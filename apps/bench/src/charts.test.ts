// @vitest-environment node
import { expect, test } from 'vitest';
import { chartsOf } from './charts.ts';
import type { Scenario } from './scenario.ts';
import { row } from './test-support/row.ts';

const fold: Scenario = { name: 'fold', title: 'What does it cost?', nIs: 'events', run: async () => [] };
const sizes = [1_000, 2_000, 4_000].map((n) => row({ n, value: n / 100 }));

test('a metric with several sizes is drawn, for light and for dark', async () => {
  const [chart, ...others] = await chartsOf(
    [...sizes, row({ metric: 'bytes', n: 1 }), row({ metric: 'other' })],
    [fold],
  );
  expect(others).toEqual([]);
  expect(chart).toMatchObject({ scenario: 'fold', title: 'fold: time by events', file: 'fold-time.svg' });
  expect(chart?.svg).toContain('prefers-color-scheme: dark');
  expect(chart?.svg).toContain('twelvefold');
  expect(chart?.svg).toContain('events');
});

test('what has no place on a logarithmic axis is left out', async () => {
  expect(
    await chartsOf(
      sizes.map((each) => ({ ...each, value: 0 })),
      [fold],
    ),
  ).toEqual([]);
});
