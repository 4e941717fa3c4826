import type { ScenarioOptions } from '../scenario.ts';
import { askPages, type AskOptions, type PageAnswer, type PageCase } from './ask-pages.ts';
import { openBenchBrowser, type BenchBrowser, type Measured } from './bench-browser.ts';
import { allPageSystems, quickPageSystems, type PageSystem } from './page-systems.ts';

export interface Pages {
  /** All of them; with `--quick` the ones that most applications would come from. */
  readonly systems: readonly PageSystem[];
  /** Asks in several rounds, in React's production build; what is far from Twelvefold by `of` only once. */
  readonly time: (
    cases: readonly PageCase[],
    of?: (measured: Measured) => number,
    options?: Pick<AskOptions, 'budgetMs'> & Partial<Pick<AskOptions, 'rounds'>>,
  ) => Promise<ReadonlyMap<PageCase, PageAnswer>>;
  /** Asks once for renders, which are the same in every run, in React's production build. */
  readonly count: (cases: readonly PageCase[]) => Promise<ReadonlyMap<PageCase, PageAnswer>>;
  /** Asks once for commits, which only React's profiling build tells. */
  readonly countCommits: (cases: readonly PageCase[]) => Promise<ReadonlyMap<PageCase, PageAnswer>>;
}

const ROUNDS = 3;

/** Processor time of all JavaScript. */
export const scriptMsOf = ({ scriptMs }: Measured): number => scriptMs;

/** Uses the browser that all scenarios share. */
export async function withPages<T>({ isQuick, log }: ScenarioOptions, use: (pages: Pages) => Promise<T>): Promise<T> {
  opened ??= openBenchBrowser();
  const browser = await opened;
  const ask = (cases: readonly PageCase[], options: Omit<AskOptions, 'browser' | 'log'>) =>
    askPages(cases, { browser, log, ...options });
  return use({
    systems: isQuick ? quickPageSystems : allPageSystems,
    time: (cases, of, options) =>
      ask(cases, { ...options, rounds: isQuick ? 1 : (options?.rounds ?? ROUNDS), ...(of && { of }) }),
    count: (cases) => ask(cases, { rounds: 1 }),
    countCommits: (cases) => ask(cases, { rounds: 1, react: 'profiling' }),
  });
}

/** Call it when all is measured: until then the browser stays. */
export async function closePages(): Promise<void> {
  await (await opened)?.close();
  opened = undefined;
}

let opened: Promise<BenchBrowser> | undefined;
