import type { Event } from '@twelvefold/core';
import { judgeTrial } from '../judge-trial.ts';
import { onceAtEach, PLACES } from '../list-plans.ts';
import { toColumn, type Outcome } from '../results.ts';
import { runTrial, type Plan } from '../run-trial.ts';
import type { Findings } from '../crash-everywhere.ts';
import { createChromiumCrew, type ChromiumCrew } from './chromium-crew.ts';

export interface CrashTabsOptions {
  /** Where the trials' pages are served, with a slash at the end. */
  readonly url: string;
  /** Every point, or each sixth. */
  readonly all: boolean;
}

/** Browsers at the same time, each with a profile of its own. */
const LANES = 3;
/** Of so many points one is enough for the whole browser: that takes a second each time. */
const BROWSER_KILLS_APART = 12;
const POINTS_APART = 6;

/** Kills a tab at every point of a run, and the whole browser at some, and judges what their threads came to. */
export async function crashTabs({ url, all }: CrashTabsOptions): Promise<Findings> {
  const points = await pointsOf(url);
  const tabs = onceAtEach(points).filter((_, index) => all || index % POINTS_APART === 0);
  const browsers = onceAtEach(points)
    .filter((_, index) => index % (BROWSER_KILLS_APART * (all ? 1 : 4)) === 5)
    .map((plan) => ({ ...plan, threadId: `browser-${plan.threadId}`, place: PLACES.browser }));
  const judged = [...(await inLanes(tabs, 'tab', url)), ...(await inLanes(browsers, 'browser', url))];
  return {
    column: toColumn(
      judged.map(({ outcome }) => outcome),
      Object.values(PLACES),
      new Set([PLACES.browser]),
    ),
    failures: judged.flatMap(({ plan, problems }) => (problems.length > 0 ? [{ plan, problems }] : [])),
  };
}

interface Judged {
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly problems: readonly string[];
}

/** What a tab comes by when nobody disturbs it. */
async function pointsOf(url: string): Promise<readonly string[]> {
  const crew = await createChromiumCrew({ url, death: 'tab' });
  const worker = crew.hire({ threadId: 'undisturbed', doubts: 'leave' });
  await worker.until(['finished']);
  await crew.dismiss();
  return worker.said().flatMap((one) => (one.type === 'passed' ? [one.point] : []));
}

async function inLanes(plans: readonly Plan[], death: 'tab' | 'browser', url: string): Promise<readonly Judged[]> {
  const left = [...plans];
  const judged: Judged[] = [];
  const lane = async (): Promise<void> => {
    const crew = await createChromiumCrew({ url, death });
    for (let plan = left.shift(); plan; plan = left.shift()) judged.push(await judge(crew, plan));
    await crew.dismiss();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return judged;
}

async function judge(crew: ChromiumCrew, plan: Plan): Promise<Judged> {
  const { kills, acknowledged, troubles } = await runTrial(crew, plan);
  const events = JSON.parse(await crew.read(plan.threadId)) as readonly Event[];
  const effects = crew.effects().filter(({ threadId }) => threadId === plan.threadId);
  const judgement = judgeTrial({ events, acknowledged, effects });
  const outcome: Outcome = { place: plan.place, kills: kills.length, judgement };
  return { plan, outcome, problems: [...troubles, ...judgement.problems] };
}
