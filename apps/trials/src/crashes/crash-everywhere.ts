import { createRandom } from '../two-tabs/random.ts';
import { createCrew, type Crew } from './crew.ts';
import { judgeTrial } from './judge-trial.ts';
import { readLedger } from './ledger.ts';
import { inTheMidst, onceAtEach, PLACES, twice } from './list-plans.ts';
import { openStore } from './open-store.ts';
import type { Post } from './protocol.ts';
import type { Column } from './column.ts';
import { toColumn, type Outcome } from './results.ts';
import { runTrial, type Plan, type Trial } from './run-trial.ts';

export interface Findings {
  readonly column: Column;
  /** Trials in which something was wrong. */
  readonly failures: readonly { readonly plan: Plan; readonly problems: readonly string[] }[];
}

const SEED = 12;
/** With `TRIALS=all`, and else. */
const PAIRS = { all: 50, some: 15 } as const;
/** Without `TRIALS=all`, one of so many points. */
const POINTS_APART = { sqlite: 1, postgres: 3 } as const;
/** Trials at the same time. PostgreSQL takes two seconds to be sure that somebody is gone: more of them wait. */
const LANES = { sqlite: 4, postgres: 12 } as const;

/** Whether each point is tried in this store in every test run. */
export function isWhole(kind: Post['place']['kind']): boolean {
  return POINTS_APART[kind] === 1;
}

/**
 * Kills workers at the points of a run, then pairs of them, and judges what their threads came to; with `all`, at every point
 * in every store, more pairs, and workers in the midst of every append.
 */
export async function crashEverywhere(
  program: string,
  post: Post,
  { all }: { readonly all: boolean },
): Promise<Findings> {
  const crew = createCrew(program, post);
  try {
    const points = await pointsOf(crew);
    const pairs = twice(points, PAIRS[all ? 'all' : 'some'], createRandom(SEED));
    const apart = all ? 1 : POINTS_APART[post.place.kind];
    const once = onceAtEach(points).filter((_, index) => index % apart === 0);
    const plans = [...once, ...(all ? inTheMidst(points) : []), ...pairs];
    const trials = await inLanes(plans, LANES[post.place.kind], (plan) => runTrial(crew, plan));
    return await judgeAll(post, trials);
  } finally {
    await crew.dismiss();
  }
}

/** What a worker comes by when nobody disturbs it. */
async function pointsOf(crew: Crew): Promise<readonly string[]> {
  const worker = crew.hire({ threadId: 'undisturbed', doubts: 'leave' });
  await worker.until(['finished']);
  const points = worker.said().flatMap((one) => (one.type === 'passed' ? [one.point] : []));
  crew.release(worker);
  return points;
}

async function judgeAll({ place, ledger }: Post, trials: readonly Trial[]): Promise<Findings> {
  const store = openStore(place);
  const effects = Map.groupBy(readLedger(ledger), ({ threadId }) => threadId);
  const judged = await Promise.all(
    trials.map(async ({ plan, kills, acknowledged, troubles }) => {
      const events = await store.read(plan.threadId);
      const judgement = judgeTrial({ events, acknowledged, effects: effects.get(plan.threadId) ?? [] });
      const outcome: Outcome = { place: plan.place, kills: kills.length, judgement };
      return { plan, outcome, problems: [...troubles, ...judgement.problems] };
    }),
  );
  await store.close();
  return {
    column: toColumn(
      judged.map(({ outcome }) => outcome),
      Object.values(PLACES),
      new Set([PLACES.midst, PLACES.twice]),
    ),
    failures: judged.flatMap(({ plan, problems }) => (problems.length > 0 ? [{ plan, problems }] : [])),
  };
}

async function inLanes<T, R>(items: readonly T[], lanes: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
