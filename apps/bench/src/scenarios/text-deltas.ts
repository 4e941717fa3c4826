import type { PageCase } from '../browser/ask-pages.ts';
import { pageRows } from '../browser/page-rows.ts';
import { withPages } from '../browser/with-pages.ts';
import { formatNumber } from '../format.ts';
import { judgeValue, oursOf } from '../judge.ts';
import type { Row } from '../row.ts';
import type { Judgement, Scenario } from '../scenario.ts';

const NAME = 'text-deltas';
const EVENTS = [10, 100, 1_000, 10_000];
const QUICK_EVENTS = [10, 2_000];
const EVERY_MS = 5;
const SHOWN = 50;
const MANY = 10_000;
const COST = 'script time a delta';
const COMMITS = 'React commits in one frame, at most';

export const textDeltas: Scenario = {
  name: NAME,
  title: 'What does a delta of text cost, however long the thread is?',
  nIs: 'events in the thread',
  notes: [
    `500 deltas of 7 characters, one each ${EVERY_MS} ms. A message is two events in Twelvefold's log; the peers have the same messages. The newest ${SHOWN} messages are in the page, as in a virtualised list: with all of them, see long-thread.`,
    'A delta costs what a frame costs by the number of deltas in it: a system that shows less often costs less. "Throttled" shows 20 times a second, Twelvefold once a frame.',
  ],
  whySlower: {
    'React commits': 'Twelvefold shows each frame, 60 times a second: whoever shows less often commits less often.',
    [COST]: 'Twelvefold shows each frame, 60 times a second: whoever shows less often renders less often.',
    '10,000 deltas at once': 'Twelvefold shows each frame: whoever shows less often renders less often.',
  },
  judge: (rows) => [
    judgeFlat(rows),
    judgeValue(rows, COMMITS, { target: 'at most one React commit a frame', atMost: 1 }),
  ],
  run: (options) =>
    withPages(options, async ({ systems, time, count }) => {
      const { isQuick } = options;
      const deltas = isQuick ? 100 : 500;
      const caseOf = (system: PageCase['system'], events: number): PageCase => ({
        system,
        n: events,
        question: {
          // Whole turns: of a question alone there would be a reply to wait for.
          thread: { messages: 2 * Math.floor(events / 4), shown: SHOWN },
          stream: { content: { kind: 'text', deltas }, everyMs: EVERY_MS, timeLimitMs: 60_000 },
        },
      });
      const cases = (isQuick ? QUICK_EVENTS : EVENTS).flatMap((events) =>
        systems.map((system) => caseOf(system, events)),
      );
      const rows: Row[] = [
        ...pageRows(NAME, await time(cases), [
          { metric: COST, unit: 'µs', of: ({ scriptMs }) => (scriptMs * 1000) / deltas },
        ]),
        ...pageRows(NAME, await count(systems.map((system) => caseOf(system, isQuick ? 10 : 100))), [
          { metric: COMMITS, unit: 'count', of: ({ mostCommitsInAFrame }) => mostCommitsInAFrame },
          { metric: 'React commits', unit: 'count', of: ({ commits }) => commits },
        ]),
      ];
      if (isQuick) return rows;
      const many = systems.map((system) => ({
        system,
        question: {
          thread: { messages: 4, shown: SHOWN },
          stream: { content: { kind: 'text', deltas: MANY }, everyMs: 0, timeLimitMs: 60_000 },
        } as const,
      }));
      const metric = '10,000 deltas at once';
      rows.push(...pageRows(NAME, await time(many), [{ metric, unit: 'ms', of: ({ scriptMs }) => scriptMs }]));
      return rows;
    }),
};

function judgeFlat(rows: readonly Row[]): Judgement {
  const target = 'a delta costs the same with 10 and with 10,000 events in the thread (at most 1.3 ×)';
  const values = oursOf(rows, COST).map(({ value }) => value);
  const [first] = values;
  if (first === undefined || values.length < EVENTS.length)
    return { target, measured: 'too few sizes', isMet: undefined };
  const ratio = Math.max(...values) / first;
  return { target, measured: `${formatNumber(ratio)} ×`, isMet: ratio <= 1.3 };
}
