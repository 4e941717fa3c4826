import { interleave } from '../interleave.ts';
import type { ReactBuild } from './build-page.ts';
import { PageStuck, type BenchBrowser, type Measured, type Question } from './bench-browser.ts';
import { twelvefold, type PageSystem } from './page-systems.ts';

/** One system at one size. */
export interface PageCase {
  readonly system: PageSystem;
  readonly n?: number;
  readonly question: Question;
}

/** What its runs gave; without any, why. */
export interface PageAnswer {
  readonly runs: readonly Measured[];
  readonly note?: string;
}

export interface AskOptions {
  readonly browser: BenchBrowser;
  readonly rounds: number;
  readonly react?: ReactBuild;
  readonly log: (line: string) => void;
}

/** What took as long as this once is not asked again: no noise changes what it says. */
const ENOUGH_MS = 8_000;

/**
 * Asks all cases in turn, round by round. A run counts only if the page showed the whole text or input in the end; a system
 * that did not get there in time is asked no larger size. List cases of one system by size, smallest first.
 */
export async function askPages(
  cases: readonly PageCase[],
  { browser, rounds, react, log }: AskOptions,
): Promise<ReadonlyMap<PageCase, PageAnswer>> {
  const notes = new Map<PageCase, string>();
  const enough = new Set<PageCase>();
  const gaveUp = new Map<PageSystem, string>();

  const took = await interleave(cases, rounds, async (asked) => {
    const { system, question } = asked;
    if (notes.has(asked) || enough.has(asked)) return undefined;
    const before = gaveUp.get(system);
    if (before !== undefined) return void notes.set(asked, `not tried: ${before}`);
    const measured = await tryOnce(asked);
    if (typeof measured === 'string') {
      log(`${system.system}${asked.n === undefined ? '' : ` at ${asked.n}`}: ${measured}`);
      notes.set(asked, measured);
      if (asked.n !== undefined) gaveUp.set(system, `at ${asked.n} it ${measured}`);
      return undefined;
    }
    if (measured.wallMs > ENOUGH_MS && question.stream.everyMs === 0) enough.add(asked);
    return measured;
  });
  return new Map(
    cases.map((asked) => {
      const runs = (took.get(asked) ?? []).filter((run) => run !== undefined);
      const note = runs.length === 0 ? notes.get(asked) : undefined;
      return [asked, { runs, ...(note !== undefined && { note }) }];
    }),
  );

  async function tryOnce({ system, question }: PageCase): Promise<Measured | string> {
    const limit = `${question.stream.timeLimitMs / 1000} s`;
    try {
      const measured = await browser.measure(system, question, react);
      if (measured.isWhole) return measured;
      const { wallMs, deltas, shownChars, expectedChars } = measured;
      if (wallMs > question.stream.timeLimitMs) return `did not finish in ${limit}: ${deltas} deltas were taken`;
      return wrong(system, `showed ${shownChars} of ${expectedChars} characters in the end`);
    } catch (error) {
      if (error instanceof PageStuck) return `did not finish in ${limit}: the page answered no more`;
      if (system === twelvefold) throw error;
      const why = error instanceof Error ? (error.cause instanceof Error ? error.cause : error).message : String(error);
      return `failed: ${why.split('\n')[0]?.slice(0, 200)}`;
    }
  }
}

/** What must never be said of Twelvefold in a table, but fail the bench. */
function wrong(system: PageSystem, why: string): string {
  if (system === twelvefold) throw new Error(`${system.system} ${why}.`);
  return why;
}
