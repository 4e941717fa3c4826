import { interleave } from '../interleave.ts';
import { medianOf } from '../spread.ts';
import type { ReactBuild } from './build-page.ts';
import { PageStuck, type BenchBrowser, type Measured, type Question } from './bench-browser.ts';
import { twelvefold, type PageSystem } from './page-systems.ts';

/** One system at one size. */
export interface PageCase {
  readonly system: PageSystem;
  readonly n?: number;
  readonly question: Question;
  /** A target names it: it is asked whatever the smaller sizes took. */
  readonly isJudged?: boolean;
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
  /** What is measured: a system whose value is far from Twelvefold's is asked once. */
  readonly of?: (measured: Measured) => number;
  /** A system that took longer than this for a size is asked no larger one. Default: whatever it takes. */
  readonly budgetMs?: number;
  readonly log: (line: string) => void;
}

/** What took as long as this once is not asked again: no noise changes what it says. */
const ENOUGH_MS = 8_000;
/** Nor what is so many times more than Twelvefold's. */
const FAR = 2;

/**
 * Asks all cases in turn, round by round. A run counts only if the page showed the whole text or input in the end; a system
 * that did not get there in time, or took longer than the budget, is asked no larger size: the next one gets a note, and
 * those beyond it have no answer. List cases of one system by size, smallest first.
 */
export async function askPages(
  cases: readonly PageCase[],
  { browser, rounds, react, of, budgetMs = Infinity, log }: AskOptions,
): Promise<ReadonlyMap<PageCase, PageAnswer>> {
  const notes = new Map<PageCase, string | undefined>();
  const enough = new Set<PageCase>();
  /** Why a system is asked no larger size; `undefined` once a row says so. */
  const gaveUp = new Map<string, string | undefined>();
  /** By size: Twelvefold's values so far, and the first of every other system. */
  const ours = new Map<number | undefined, number[]>();
  const theirs = new Map<PageCase, number>();

  const took = await interleave(cases, rounds, async (asked, round) => {
    const { system, n, isJudged = false } = asked;
    if (notes.has(asked) || enough.has(asked) || isFar(asked)) return undefined;
    if (round === 0 && gaveUp.has(system.system) && !isJudged) {
      notes.set(asked, gaveUp.get(system.system));
      gaveUp.set(system.system, undefined);
      return undefined;
    }
    const measured = await tryOnce(asked);
    if (typeof measured === 'string') {
      log(`${system.system}${n === undefined ? '' : ` at ${n}`}: ${measured}`);
      if (round > 0) return undefined;
      notes.set(asked, measured);
      gaveUp.set(system.system, undefined);
      return undefined;
    }
    if (round === 0 && measured.wallMs > budgetMs && !gaveUp.has(system.system))
      gaveUp.set(system.system, `not measured beyond ${n}: that took over ${budgetMs / 1000} s a run`);
    if (system === twelvefold) ours.set(n, [...(ours.get(n) ?? []), ...(of ? [of(measured)] : [])]);
    else if (of && !theirs.has(asked)) theirs.set(asked, of(measured));
    const isLong = measured.wallMs > ENOUGH_MS && asked.question.stream.everyMs === 0;
    if (isLong && system !== twelvefold) enough.add(asked);
    return measured;
  });
  return new Map(
    cases.flatMap((asked) => {
      const runs = (took.get(asked) ?? []).filter((run) => run !== undefined);
      if (runs.length > 0) return [[asked, { runs }]];
      const note = notes.get(asked);
      return note === undefined ? [] : [[asked, { runs, note }]];
    }),
  );

  /** Whether more runs would change nothing that is said of it: asked anew each round, since the first of ours may be an outlier. */
  function isFar(asked: PageCase): boolean {
    return (theirs.get(asked) ?? 0) > FAR * medianOf(ours.get(asked.n) ?? []);
  }

  async function tryOnce({ system, question }: PageCase): Promise<Measured | string> {
    const limit = `${question.stream.timeLimitMs / 1000} s`;
    try {
      const measured = await browser.measure(system, question, react);
      if (measured.isWhole) return measured;
      const { wallMs, shownChars, expectedChars } = measured;
      const shown = `${shownChars} of ${expectedChars} characters`;
      if (wallMs > question.stream.timeLimitMs) return `did not finish in ${limit}: ${shown} were shown`;
      return wrong(system, `showed ${shown} in the end`);
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
