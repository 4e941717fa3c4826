import { openBenchBrowser, type BenchBrowser, type Question } from '../browser/bench-browser.ts';
import type { PageSystem } from '../browser/page-systems.ts';
import type { Scrolled } from '../browser/pages/inspector-panel.tsx';
import { interleave } from '../interleave.ts';
import { judgeBeside, judgeValue } from '../judge.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import type { Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';

const NAME = 'inspector-panel';
const EVENTS = 10_000;
const QUICK_EVENTS = 1_000;
const LISTENERS = 'listeners that the closed inspector adds';
const RENDERS = 'renders of the closed inspector';
const COMMITS_IN_FRAME = 'React commits in one frame, at most, while deltas come';
const COMMITS_AT_END = 'the same, with the end of the reply';
const SCRIPT = 'script time, 300 deltas';
const LONG_TASKS = 'long tasks while the log scrolls';
const LONGEST = 'longest of them';

const OPEN = `${OURS}, panel open`;
const CLOSED = `${OURS}, panel closed`;
const NONE = `${OURS}, no inspector`;

const entry = new URL('../browser/pages/inspector-panel.tsx', import.meta.url);
const systems: readonly PageSystem[] = [
  { system: NONE, version: twelvefoldVersion, entry, search: '?panel=none' },
  { system: CLOSED, version: twelvefoldVersion, entry, search: '?panel=closed' },
  { system: OPEN, version: twelvefoldVersion, entry, search: '?panel=open' },
];

export const inspectorPanel: Scenario = {
  name: NAME,
  title: 'What does an inspector in the page cost, closed and open, beside a thread of 10,000 events?',
  nIs: 'events in the thread',
  notes: [
    'The same chat three times, with 4 messages in the page: without an inspector, with one that is closed, and with its panel open below, where the machine and the log stand side by side at 900 px.',
    '300 deltas of text, one each 5 ms. Scrolled is the list of events, from the newest to the oldest and back, 60 steps each way, one a frame: 167 events a step. A long task is one of over 50 ms.',
    'The end of a reply is two events in the log: the open panel follows each in a commit of its own that may be interrupted, behind one that moves the time bar at once.',
    'The closed inspector has no row for script time to reach: its row beside the one without says how far the noise goes.',
  ],
  judge: (rows) => [
    judgeOf(rows, CLOSED, LISTENERS, 'closed, it adds no subscription to the agent', 0),
    judgeOf(rows, CLOSED, RENDERS, 'closed, it renders 0 times while a reply streams', 0),
    judgeOf(
      rows.filter(({ n }) => n === EVENTS),
      OPEN,
      LONG_TASKS,
      'its log scrolls through 10,000 events without a task of over 50 ms',
      0,
    ),
    judgeOf(rows, OPEN, COMMITS_IN_FRAME, 'open, at most one React commit a frame while deltas of a reply come', 1),
    judgeBeside(rows, {
      metric: SCRIPT,
      system: CLOSED,
      of: OPEN,
      target: 'open, a reply that streams costs at most 2 × the script of the same page with the panel closed',
      atMost: 2,
    }),
  ],
  run: async ({ isQuick }) => {
    const events = isQuick ? QUICK_EVENTS : EVENTS;
    const rounds = isQuick ? 1 : 3;
    const question: Question = {
      thread: { messages: events / 2, shown: 4 },
      stream: { content: { kind: 'text', deltas: isQuick ? 60 : 300 }, everyMs: 5, timeLimitMs: 15_000 },
    };
    const browser = await openBenchBrowser();
    try {
      const counted = await interleave(systems, 1, (system) => count(browser, system, question));
      const listenersOf = (name: string): number =>
        [...counted].find(([{ system }]) => system === name)?.[1][0]?.listeners ?? Number.NaN;
      const rows = [...counted].flatMap(([{ system }, [found]]): readonly Row[] => {
        if (!found) return [];
        const commits = [
          row(system, COMMITS_IN_FRAME, 'count', [found.commitsInFrame]),
          row(system, COMMITS_AT_END, 'count', [found.commitsInFrameThroughEnd]),
        ];
        const closed = [
          row(system, LISTENERS, 'count', [found.listeners - listenersOf(NONE)]),
          row(system, RENDERS, 'count', [found.renders]),
        ];
        return [...(system === CLOSED ? closed : []), ...commits].map((each) => ({ ...each, n: events }));
      });
      const scrolled = await interleave(['scroll'], rounds, () => scroll(browser, question, isQuick ? 30 : 60));
      const runs = [...scrolled.values()].flat();
      const longTasks = row(
        OPEN,
        LONG_TASKS,
        'count',
        runs.map((run) => run.longTasks),
      );
      const longest = row(
        OPEN,
        LONGEST,
        'ms',
        runs.map((run) => run.longestMs),
      );
      rows.push({ ...longTasks, n: events }, { ...longest, n: events });
      if (isQuick) return rows;
      const timed = await interleave(systems, rounds, (system) => browser.measure(system, question));
      for (const [{ system }, all] of timed) {
        if (!all.every(({ isWhole }) => isWhole)) throw new Error(`${system} did not show the whole reply.`);
        rows.push({
          ...row(
            system,
            SCRIPT,
            'ms',
            all.map(({ scriptMs }) => scriptMs),
          ),
          n: events,
        });
      }
      return rows;
    } finally {
      await browser.close();
    }
  },
};

function row(system: string, metric: string, unit: Row['unit'], values: readonly number[]): Row {
  return { scenario: NAME, system, version: twelvefoldVersion, metric, unit, better: 'less', ...spreadOf(values) };
}

function judgeOf(rows: readonly Row[], system: string, metric: string, target: string, atMost: number) {
  const own = rows.filter((one) => one.system === system).map((one) => ({ ...one, system: OURS }));
  return judgeValue(own, metric, { target, atMost });
}

interface Counted {
  readonly listeners: number;
  readonly renders: number;
  /** At most, until all deltas are shown. */
  readonly commitsInFrame: number;
  readonly commitsInFrameThroughEnd: number;
}

/** What is the same in every run, in React's profiling build. */
function count(browser: BenchBrowser, { search }: PageSystem, { thread, stream }: Question): Promise<Counted> {
  return browser.withPage(
    entry,
    'profiling',
    (page) =>
      page.evaluate(
        async ([given, said, isOpen]) => {
          await window.bench.load(given);
          if (isOpen) await window.inspectorPage.isShown();
          const listeners = window.inspectorPage.listeners();
          await window.bench.send(said);
          const before = window.inspectorPage.renders();
          const mostCommits = window.inspectorPage.countCommits();
          await window.bench.run();
          const commitsInFrame = mostCommits();
          const renders = window.inspectorPage.renders() - before;
          const { isWhole, mostCommitsInAFrame } = await window.bench.end();
          if (!isWhole) throw new Error('The page did not show the whole reply.');
          return { listeners, renders, commitsInFrame, commitsInFrameThroughEnd: mostCommitsInAFrame };
        },
        [thread, stream, search === '?panel=open'] as const,
      ),
    search,
  );
}

async function scroll(browser: BenchBrowser, { thread }: Question, frames: number): Promise<Scrolled> {
  const scrolled = await browser.withPage(
    entry,
    'production',
    (page) =>
      page.evaluate(
        async ([given, steps]) => {
          await window.bench.load(given);
          await window.inspectorPage.isShown();
          return window.inspectorPage.scroll(steps);
        },
        [thread, frames] as const,
      ),
    '?panel=open',
  );
  const { first, last, of } = scrolled.seen;
  if (first !== 1 || last !== of || of < 2 * thread.messages)
    throw new Error(`The log was not scrolled from end to end: ${first} to ${last} of ${of}.`);
  return scrolled;
}
