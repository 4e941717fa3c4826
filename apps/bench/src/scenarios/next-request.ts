import { interleave } from '../interleave.ts';
import { judgeGrowth } from '../judge.ts';
import type { RequestTimes } from '../node/next-request-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';

const SIZES = [10, 100, 1_000, 10_000];
const QUICK_SIZES = [100, 1_000];
const script = new URL('../node/next-request-task.ts', import.meta.url);

const FIRST = 'first request of a thread that was read';
const NEXT = 'request of the next step';

export const nextRequest: Scenario = {
  name: 'next-request',
  title: 'What does a step cost before the model is asked: rendering the request, and hashing it?',
  nIs: 'events in the thread',
  notes: [
    'The request has all messages of the thread: no step can cost less than looking at each of them. What was rendered and hashed for the request before is not rendered and hashed again. The next step is the median of 40 behind a thread of that length, in 20 turns. JSON.stringify: writing the same request as JSON, which whoever sends it does, too, with all of it.',
  ],
  judge: (rows) =>
    [FIRST, NEXT].map((metric) =>
      judgeGrowth(rows, metric, `${metric}: at most linear in the thread (2.3 × for twice as many events)`, 2.3),
    ),
  run: async ({ isQuick }) => {
    const cases = (isQuick ? QUICK_SIZES : SIZES).map((events) => ({ events }));
    const took = await interleave(cases, isQuick ? 1 : 3, (input) => runInNode<RequestTimes>(script, input));
    return [...took].flatMap(([{ events }, times]) => rowsOf(events, times));
  },
};

function rowsOf(n: number, times: readonly RequestTimes[]): readonly Row[] {
  const row = { scenario: 'next-request', unit: 'ms', better: 'less', n } as const;
  const ours = { ...row, system: OURS, version: twelvefoldVersion };
  const floor = { ...row, system: 'JSON.stringify', version: '' };
  return [
    { ...ours, metric: FIRST, ...spreadOf(times.map(({ firstMs }) => firstMs)) },
    { ...floor, metric: FIRST, ...spreadOf(times.map(({ firstJsonMs }) => firstJsonMs)) },
    { ...ours, metric: NEXT, ...spreadOf(times.map(({ nextMs }) => nextMs)) },
    { ...floor, metric: NEXT, ...spreadOf(times.map(({ nextJsonMs }) => nextJsonMs)) },
  ];
}
