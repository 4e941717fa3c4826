import type { PageCase } from '../browser/ask-pages.ts';
import { pageRows } from '../browser/page-rows.ts';
import { scriptMsOf, withPages } from '../browser/with-pages.ts';
import { formatNumber } from '../format.ts';
import { oursOf } from '../judge.ts';
import type { Row } from '../row.ts';
import type { Judgement, Scenario } from '../scenario.ts';

const NAME = 'text-deltas';
const EVENTS = [10, 1_000, 10_000];
const QUICK_EVENTS = [1_000];
const EVERY_MS = 5;
/** All that the shortest thread has: what is in the page must be the same for all. */
const FEW_SHOWN = 4;
const MANY_SHOWN = 50;
const MANY = 10_000;
/** A delta takes so little that three rounds say more of the machine than of it. */
const ROUNDS = 7;
const COST = `script time a delta, ${FEW_SHOWN} messages in the page`;
const COST_OF_MORE = `script time a delta, ${MANY_SHOWN} messages in the page`;
const AT_ONCE = '10,000 deltas at once';

const often =
  'Twelvefold shows each frame, 60 times a second; the other shows 20 times. Told to do so, too, it is "twelvefold, throttled".';

export const textDeltas: Scenario = {
  name: NAME,
  title: 'What does a delta of text cost, however long the thread is?',
  nIs: 'events in the thread',
  notes: [
    `300 deltas of 7 characters, one each ${EVERY_MS} ms. A message is two events in Twelvefold's log; the peers have the same messages.`,
    `The first metric has the same ${FEW_SHOWN} messages in the page at every size, so that it grows by the thread alone. With ${MANY_SHOWN}, React walks ${MANY_SHOWN} siblings at each commit, in every system that shows a list; with 2,000, see long-thread.`,
    'A delta costs what a frame costs by the number of deltas in it: a system that shows less often costs less. "Throttled" shows 20 times a second, Twelvefold once a frame.',
  ],
  whySlower: { [COST]: often, [COST_OF_MORE]: often, [AT_ONCE]: often },
  judge: (rows) => [judgeFlat(rows)],
  run: (options) =>
    withPages(options, async ({ systems, time }) => {
      const { isQuick } = options;
      const deltas = isQuick ? 60 : 300;
      const caseOf = (system: PageCase['system'], events: number, shown: number): PageCase => ({
        system,
        n: events,
        question: {
          // Whole turns: of a question alone there would be a reply to wait for.
          thread: { messages: 2 * Math.floor(events / 4), shown },
          stream: { content: { kind: 'text', deltas }, everyMs: EVERY_MS, timeLimitMs: 15_000 },
        },
      });
      const costRows = async (metric: string, cases: readonly PageCase[]): Promise<readonly Row[]> =>
        pageRows(NAME, await time(cases, scriptMsOf, { rounds: ROUNDS }), [
          { metric, unit: 'µs', of: ({ scriptMs }) => (scriptMs * 1000) / deltas },
        ]);
      const few = (isQuick ? QUICK_EVENTS : EVENTS).flatMap((events) =>
        systems.map((system) => caseOf(system, events, FEW_SHOWN)),
      );
      const rows: Row[] = [...(await costRows(COST, few))];
      if (isQuick) return rows;
      const more = systems.map((system) => caseOf(system, 10_000, MANY_SHOWN));
      rows.push(...(await costRows(COST_OF_MORE, more)));
      const many = systems.map((system) => ({
        system,
        question: {
          thread: { messages: 4, shown: FEW_SHOWN },
          stream: { content: { kind: 'text', deltas: MANY }, everyMs: 0, timeLimitMs: 15_000 },
        } as const,
      }));
      rows.push(...pageRows(NAME, await time(many, scriptMsOf), [{ metric: AT_ONCE, unit: 'ms', of: scriptMsOf }]));
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
