// @vitest-environment node
import { expect, test } from 'vitest';
import { askPages, type AskOptions, type PageCase } from './ask-pages.ts';
import type { BenchBrowser, Measured } from './bench-browser.ts';
import { twelvefold, type PageSystem } from './page-systems.ts';

const peer: PageSystem = { ...twelvefold, system: 'peer', version: '1.0.0' };
const none = { known: 0, fresh: 0 };
const renders = { message: none, call: none, 'finished input row': none, status: none };

/** What a page says that took so long, and showed all of it or not. */
function measured(scriptMs: number, isWhole = true): Measured {
  const chars = { shownChars: isWhole ? 10 : 7, expectedChars: 10, isWhole, isShownBeforeEnd: true };
  const counts = { deltas: 1, commits: 0, frames: 1, mostCommitsInAFrame: 0, longTasks: 0, longTasksMs: 0 };
  const times = { wallMs: scriptMs, scriptMs, scriptThroughEndMs: scriptMs, taskMs: scriptMs, keyToPaintMs: [] };
  return { ...chars, ...counts, ...times, renders, rendersThroughEnd: renders };
}

function caseOf(system: PageSystem, n: number, isJudged = false): PageCase {
  const stream = { content: { kind: 'text', deltas: 1 }, everyMs: 0, timeLimitMs: 5_000 } as const;
  return { system, n, isJudged, question: { thread: { messages: n, shown: 1 }, stream } };
}

/** What each case gave, by system and size: how many runs, or why none. */
async function asking(cases: readonly PageCase[], answer: (asked: PageCase) => Measured, rest: Partial<AskOptions>) {
  const asked: string[] = [];
  const browser: BenchBrowser = {
    measure: async (system, question) => {
      const found = cases.find((each) => each.system === system && each.question === question);
      if (!found) throw new Error('Nobody asked that.');
      asked.push(nameOf(found));
      return answer(found);
    },
    withPage: () => Promise.reject(new Error('Not here.')),
    close: () => Promise.resolve(),
  };
  const answers = await askPages(cases, { browser, rounds: 3, log: () => undefined, ...rest });
  return {
    asked,
    said: Object.fromEntries([...answers].map(([each, { runs, note }]) => [nameOf(each), note ?? runs.length])),
  };
}

const nameOf = ({ system, n }: PageCase): string => `${system.system} ${n}`;

test('what is over twice Twelvefold’s value is asked once, the rest in each round', async () => {
  const cases = [1, 2].flatMap((n) => [caseOf(twelvefold, n), caseOf(peer, n)]);
  const answer = ({ system, n }: PageCase): Measured => measured(system === twelvefold ? 100 : n === 1 ? 190 : 210);
  const { said } = await asking(cases, answer, { of: ({ scriptMs }) => scriptMs });
  expect(said).toEqual({ 'twelvefold 1': 3, 'peer 1': 3, 'twelvefold 2': 3, 'peer 2': 1 });
});

test('a first run of Twelvefold that was an outlier costs nobody its later ones', async () => {
  const cases = [caseOf(twelvefold, 1), caseOf(peer, 1)];
  let runs = 0;
  const answer = ({ system }: PageCase): Measured => measured(system === twelvefold ? (runs++ === 0 ? 40 : 120) : 150);
  const { said } = await asking(cases, answer, { of: ({ scriptMs }) => scriptMs });
  expect(said).toEqual({ 'twelvefold 1': 3, 'peer 1': 2 });
});

test('beyond the budget a system is asked no larger size, but for one that a target names, and one row says so', async () => {
  const cases = [1, 2, 3, 4].map((n) => caseOf(peer, n, n === 4));
  const { asked, said } = await asking(cases, ({ n = 0 }) => measured(n * 1_000), { rounds: 1, budgetMs: 1_500 });
  expect(asked).toEqual(['peer 1', 'peer 2', 'peer 4']);
  expect(said).toEqual({
    'peer 1': 1,
    'peer 2': 1,
    'peer 3': 'not measured beyond 2: that took over 1.5 s a run',
    'peer 4': 1,
  });
});

test('what does not finish says how far it came, and is asked nothing larger', async () => {
  const cases = [1, 2, 3].map((n) => caseOf(peer, n));
  const { asked, said } = await asking(cases, ({ n = 0 }) => measured(n * 3_000, n === 1), {});
  expect(asked).toEqual(['peer 1', 'peer 2', 'peer 1', 'peer 1']);
  expect(said).toEqual({ 'peer 1': 3, 'peer 2': 'did not finish in 5 s: 7 of 10 characters were shown' });
});

test('a page of ours that shows less than it should fails the bench', async () => {
  await expect(asking([caseOf(twelvefold, 1)], () => measured(10, false), {})).rejects.toThrow(
    'twelvefold showed 7 of 10 characters in the end.',
  );
});
