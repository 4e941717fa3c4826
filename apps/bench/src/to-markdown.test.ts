// @vitest-environment node
import { expect, test } from 'vitest';
import { withRatios } from './ratios.ts';
import type { Results } from './results.ts';
import type { Scenario } from './scenario.ts';
import { row } from './test-support/row.ts';
import { toMarkdown } from './to-markdown.ts';

const machine = { cpu: 'CPU', cores: 2, memoryGb: 8, system: 'Linux 6', node: '24.0.0', chromium: '' };
const fold: Scenario = {
  name: 'fold',
  title: 'What does it cost?',
  nIs: 'events',
  notes: ['All alike.'],
  whySlower: { 'ai / time': 'It does less.' },
  judge: () => [
    { target: 'fast', measured: '10 ms', isMet: true },
    { target: 'small', measured: '9 kB', isMet: false },
    { target: 'there', measured: 'not measured', isMet: undefined },
  ],
  run: async () => [],
};
const rows = withRatios([
  row({ system: 'ai', version: '7.0.0', n: 1_000, value: 5, note: 'throttled | 50 ms' }),
  row({ n: 1_000, value: 10, spread: { min: 9, max: 12, runs: 3 } }),
  row({ system: 'other', version: '1.2.3', n: 1_000, value: 30 }),
  row({ system: 'close', version: '1.2.3', n: 1_000, value: 10.2 }),
  row({ system: 'noisy', version: '1.2.3', n: 1_000, value: 7, spread: { min: 6, max: 9, runs: 3 } }),
  row({ system: 'by hand', version: '', n: 1_000, value: 2 }),
  row({ system: 'lame', version: '0.1.0', n: 1_000, value: null, note: 'cannot' }),
]);
const results: Results = { runs: [{ startedAt: 'today', machine, scenarios: ['fold'] }], rows };
const charts = new Map([['fold', [{ title: 'fold: time', link: 'charts/fold-time.svg' }]]]);

test('the page tells targets, losses and every row, in that order', () => {
  expect(toMarkdown(results, [fold], { charts })).toBe(`# Results

Written by \`pnpm bench\`: do not edit. What is measured, how, and what is unfair about it: [README.md](README.md).

Measured today on CPU, 2 cores, 8 GB, Linux 6, Node 24.0.0, Chromium none.

## Targets

| scenario | target | measured | met |
| --- | --- | --- | --- |
| fold | fast | 10 ms | yes |
| fold | small | 9 kB | **no** |
| fold | there | not measured | – |

## Where Twelvefold is slower, and why

| scenario | metric | better is | by | why |
| --- | --- | --- | --- | --- |
| fold | time at 1,000 events | ai | 2 × | It does less. |

## fold

What does it cost?

![fold: time](charts/fold-time.svg)

| metric | events | system | version | value (lowest–highest) | runs | to Twelvefold | note |
| --- | --- | --- | --- | --- | --- | --- | --- |
| time | 1,000 | twelvefold | 1.0.0 | 10 ms (9–12) | 3 |  |  |
| time | 1,000 | ai | 7.0.0 | 5 ms |  | **0.5 ×, better than Twelvefold** | throttled \\| 50 ms |
| time | 1,000 | other | 1.2.3 | 30 ms |  | 3 × |  |
| time | 1,000 | close | 1.2.3 | 10.2 ms |  | 1.02 ×, a draw |  |
| time | 1,000 | noisy | 1.2.3 | 7 ms (6–9) | 3 | 0.7 ×, within the spread |  |
| time | 1,000 | by hand |  | 2 ms |  | 0.2 ×, a floor |  |
| time | 1,000 | lame | 0.1.0 | – |  |  | cannot |

All alike.
`);
});

test('rows of several runs say so', () => {
  const runs = [
    { startedAt: 'monday', commit: 'abcdef12', machine, scenarios: ['fold'] },
    { startedAt: 'tuesday', machine, scenarios: ['fold'] },
  ];
  const page = toMarkdown({ runs, rows }, [fold], { charts: new Map() });
  expect(page).toContain('**The rows come from 2 runs.** Compare within a scenario, not across runs:');
  expect(page).toMatch(/^- monday: fold\. CPU.*, commit abcdef12$/m);
  expect(page).toMatch(/^- tuesday: fold\. CPU.*, Chromium \S+$/m);
});

test('what is compared with nothing says so', () => {
  const counts = withRatios([
    row({ metric: 'renders', unit: 'count', value: 0 }),
    row({ metric: 'renders', unit: 'count', value: 300, system: 'ai' }),
    row({ metric: 'long tasks', unit: 'count', value: 2 }),
    row({ metric: 'long tasks', unit: 'count', value: 0, system: 'ai' }),
  ]);
  const page = toMarkdown({ ...results, rows: counts }, [fold], { charts: new Map() });
  expect(page).toContain('| renders | ai | 1.0.0 | 300 |  | Twelvefold has 0 |  |');
  expect(page).toContain('| fold | long tasks | ai | it has 0 |  |');
});

test('a loss without a reason still stands in the list', () => {
  const { whySlower: _, ...plain } = fold;
  const page = toMarkdown(results, [plain], { charts: new Map() });
  expect(page).toContain('| fold | time at 1,000 events | ai | 2 × |  |');
});

test('a loss at several sizes is one line, with a factor for each', () => {
  const bigger = withRatios([row({ n: 2_000, value: 9 }), row({ system: 'ai', n: 2_000, value: 3 })]);
  const page = toMarkdown({ ...results, rows: [...rows, ...bigger] }, [fold], { charts: new Map() });
  expect(page).toContain('| fold | time at 1,000, 2,000 events | ai | 2 ×, 3 × | It does less. |');
});
