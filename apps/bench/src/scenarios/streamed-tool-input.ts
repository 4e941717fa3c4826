import type { PageCase } from '../browser/ask-pages.ts';
import type { Measured } from '../browser/bench-browser.ts';
import type { Content } from '../browser/page-contract.ts';
import { pageRows } from '../browser/page-rows.ts';
import type { PageSystem } from '../browser/page-systems.ts';
import { scriptMsOf, withPages } from '../browser/with-pages.ts';
import { formatNumber } from '../format.ts';
import { judgeDoubling, judgeValue, oursOf } from '../judge.ts';
import { isFloor, OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import type { Judgement, Scenario } from '../scenario.ts';

const NAME = 'streamed-tool-input';
const SIZES = [10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000, 1_000_000];
const QUICK_SIZES = [10_000];
/** Strings are measured in the same way. */
const QUICK_SHAPES: readonly Shape[] = ['rows'];
/** The size that a target names; peers are asked up to it. */
const JUDGED = 160_000;
const JUDGED_PEER = '@ai-sdk/react';
const DELTA_CHARS = 20;
/** Short inputs take as long as a few frames: three rounds say more of those than of the input. */
const ROUNDS = 7;
/** What takes longer than the first is asked no larger size; what takes longer than the second is stopped. */
const BUDGET_MS = 3_000;
const LIMIT_MS = 8_000;
const JUDGED_LIMIT_MS = 60_000;
/** A pace that fast models have, for a size that every system should manage. */
const PACED = { chars: 20_000, everyMs: 1 };
const RENDERED_CHARS = 10_000;
const shapes = ['string', 'rows'] as const;
type Shape = (typeof shapes)[number];

const PACED_TIME = 'script time, string, 1,000 deltas a second';
const metricOf = (shape: Shape): string => `script time, ${shape}`;
const LONG_TASKS: Readonly<Record<Shape, string>> = { string: 'long tasks, string', rows: 'long tasks, rows' };
const wholeInput =
  'What is done with a whole input, once, is one task: its schema, its hash, the log. The other does nothing with it, and its time is in as many short tasks as there are deltas.';
const often = 'Twelvefold shows each frame; the other shows less often, or, as the hand-written store, once.';

export const streamedToolInput: Scenario = {
  name: NAME,
  title: 'What does it cost to show the input of a tool call while the model writes it?',
  nIs: 'characters of input',
  notes: [
    'The input comes in deltas of 20 characters: one long string, or rows of 56 characters (2,000 of them are 111 kB). Each delta is a task of its own, as fast as the page takes them. The card shows the length and the end of the input, so that no DOM is measured.',
    `Peers are asked up to ${formatNumber(JUDGED)} characters. One whose run took over ${BUDGET_MS / 1000} s is asked no larger size, and a run of over ${LIMIT_MS / 1000} s is stopped: the bench is to end today. Only ${JUDGED_PEER}, which a target names, is asked for ${formatNumber(JUDGED)} whatever it takes.`,
    'Script time is the main thread’s processor time by the share of V8’s samples in which script or garbage collection ran; so it is in all browser scenarios.',
    'Where a system gives the input only as text while it streams, its page parses it with the system’s own parser: see the notes of the rows.',
    'Script time is taken until all of the input is shown. "Through the end of the reply" adds what a system does with a whole one, once: Twelvefold checks the input by the tool’s schema, hashes it, logs it and makes the handle by which a person approves it; in the peers’ pages nobody asks for any of that.',
    'What every page pays for the deltas to arrive is in all rows; the hand-written store, which parses once at the end and shows nothing before, says how much that is.',
    '"Renders of finished rows" counts how often a row of the input, behind `memo`, rendered again after it was whole.',
  ],
  whySlower: {
    'script time, string': often,
    'script time, rows': often,
    'script time, string, through the end of the reply': often,
    'script time, rows, through the end of the reply': often,
    [PACED_TIME]: often,
    [LONG_TASKS.rows]: wholeInput,
    [LONG_TASKS.string]: wholeInput,
  },
  judge: (rows) => [
    ...shapes.map((shape) =>
      judgeDoubling(rows, metricOf(shape), `${shape}: twice the input costs at most 2.3 × as much`, 2.3),
    ),
    ...shapes.map((shape) => judgeBesideUseChat(rows, shape)),
    judgeValue(rows, 'renders of finished rows', { target: 'finished rows of an input render 0 times', atMost: 0 }),
  ],
  run: (options) =>
    withPages(options, async ({ systems: all, time, count }) => {
      const { isQuick } = options;
      // How the entries are read makes no difference to a parser.
      const systems = all.filter(({ system }) => !system.startsWith(`${OURS},`));
      const sizes = isQuick ? QUICK_SIZES : SIZES;
      const asking = (content: Content, everyMs: number, timeLimitMs = LIMIT_MS): PageCase['question'] => ({
        thread: { messages: 10, shown: 50 },
        stream: { content, everyMs, timeLimitMs },
      });
      const caseOf = (system: PageSystem, kind: Shape, chars: number): PageCase => {
        const isJudged = isAskedForAll(system) || (system.system === JUDGED_PEER && chars === JUDGED);
        const content = { kind, chars, deltaChars: DELTA_CHARS };
        return { system, n: chars, isJudged, question: asking(content, 0, isJudged ? JUDGED_LIMIT_MS : LIMIT_MS) };
      };
      const rows: Row[] = [];
      for (const kind of isQuick ? QUICK_SHAPES : shapes) {
        const cases = sizes.flatMap((chars) =>
          systems
            .filter((system) => isAskedForAll(system) || chars <= JUDGED)
            .map((system) => caseOf(system, kind, chars)),
        );
        const metrics = [
          { metric: metricOf(kind), unit: 'ms', of: scriptMsOf },
          {
            metric: `${metricOf(kind)}, through the end of the reply`,
            unit: 'ms',
            of: ({ scriptThroughEndMs }) => scriptThroughEndMs,
          },
          { metric: LONG_TASKS[kind], unit: 'ms', of: ({ longTasksMs }) => longTasksMs },
        ] as const satisfies Parameters<typeof pageRows>[2];
        rows.push(...pageRows(NAME, await time(cases, scriptMsOf, { budgetMs: BUDGET_MS, rounds: ROUNDS }), metrics));
      }
      const chars = isQuick ? 5_000 : RENDERED_CHARS;
      const rendered: Content = { kind: 'rows', chars, deltaChars: DELTA_CHARS, showsRows: true };
      const counted = systems.map((system) => ({ system, question: asking(rendered, 0) }));
      rows.push(
        ...pageRows(NAME, await count(counted), [
          { metric: 'renders of finished rows', unit: 'count', of: ({ renders }) => finishedRowsIn(renders) },
          {
            metric: 'renders of finished rows, through the end of the reply',
            unit: 'count',
            of: ({ rendersThroughEnd }) => finishedRowsIn(rendersThroughEnd),
          },
        ]),
      );
      if (isQuick) return rows;
      const paced = all.map((system) => ({
        system,
        n: PACED.chars,
        question: asking({ kind: 'string', chars: PACED.chars, deltaChars: DELTA_CHARS }, PACED.everyMs),
      }));
      rows.push(...pageRows(NAME, await time(paced, scriptMsOf), [{ metric: PACED_TIME, unit: 'ms', of: scriptMsOf }]));
      return rows;
    }),
};

/** Ours and the floor. */
function isAskedForAll({ system, version }: PageSystem): boolean {
  return system === OURS || isFloor({ system, version });
}

function finishedRowsIn(renders: Measured['renders']): number {
  const { known, fresh } = renders['finished input row'];
  return known + fresh;
}

function judgeBesideUseChat(rows: readonly Row[], shape: Shape): Judgement {
  const target = `${shape}: at 160 kB at least 100 × less script time than useChat`;
  const at = (system?: string): number | undefined =>
    oursOf(rows, metricOf(shape), system).find(({ n }) => n === JUDGED)?.value;
  const ours = at();
  const theirs = at(JUDGED_PEER);
  if (ours === undefined) return { target, measured: 'not measured', isMet: undefined };
  if (theirs === undefined) return { target, measured: 'useChat has no value: see its row', isMet: undefined };
  return { target, measured: `${formatNumber(theirs / ours)} × less`, isMet: theirs / ours >= 100 };
}
