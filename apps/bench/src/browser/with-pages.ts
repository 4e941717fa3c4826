import type { ScenarioOptions } from '../scenario.ts';
import { askPages, type PageAnswer, type PageCase } from './ask-pages.ts';
import { openBenchBrowser, type BenchBrowser } from './bench-browser.ts';
import type { ReactBuild } from './build-page.ts';
import { allPageSystems, quickPageSystems, type PageSystem } from './page-systems.ts';

export interface Pages {
  readonly browser: BenchBrowser;
  /** All of them; with `--quick` the ones that most applications would come from. */
  readonly systems: readonly PageSystem[];
  /** Asks for times: several rounds, React's production build. */
  readonly time: (cases: readonly PageCase[]) => Promise<ReadonlyMap<PageCase, PageAnswer>>;
  /** Asks for counts: one round, React's profiling build. */
  readonly count: (cases: readonly PageCase[]) => Promise<ReadonlyMap<PageCase, PageAnswer>>;
}

const ROUNDS = 3;

/** Opens a browser for one scenario. */
export async function withPages<T>({ isQuick, log }: ScenarioOptions, use: (pages: Pages) => Promise<T>): Promise<T> {
  const browser = await openBenchBrowser();
  const ask = (rounds: number, react: ReactBuild) => (cases: readonly PageCase[]) =>
    askPages(cases, { browser, rounds, react, log });
  try {
    return await use({
      browser,
      systems: isQuick ? quickPageSystems : allPageSystems,
      time: ask(isQuick ? 1 : ROUNDS, 'production'),
      count: ask(1, 'profiling'),
    });
  } finally {
    await browser.close();
  }
}
