import type { Event } from '@twelvefold/core';
import type { Crew } from './crew.ts';
import type { Doubts, Job, StopKind } from './protocol.ts';
import type { Worker } from './start-worker.ts';

/** One thread, and where each worker on it dies; the one after the last brings it to its end. */
export interface Plan {
  readonly threadId: string;
  /** Which row of the table it belongs to. */
  readonly place: string;
  readonly stops: readonly (string | number)[];
  readonly stopKind?: StopKind;
  readonly doubts: Doubts;
}

export interface Trial {
  readonly plan: Plan;
  /** Where workers were killed. */
  readonly kills: readonly string[];
  /** What the engine was told to be durable. */
  readonly acknowledged: readonly Event[];
}

export async function runTrial(crew: Crew, plan: Plan): Promise<Trial> {
  const { threadId, doubts, stopKind } = plan;
  const kills: string[] = [];
  const acknowledged: Event[] = [];
  for (const stopAt of plan.stops) {
    const worker = crew.hire({ threadId, doubts, stopAt, ...(stopKind && { stopKind }) });
    const end = await worker.until(['stopped', 'finished']);
    if (end.type === 'finished') throw new Error(`Thread ${threadId} never came to ${stopAt} after ${kills.join()}.`);
    await worker.kill();
    kills.push(end.point);
    acknowledged.push(...acknowledgedBy(worker));
  }
  acknowledged.push(...(await finish(crew, { threadId, doubts })));
  return { plan, kills, acknowledged };
}

/** Lets a worker bring the thread to its end. */
export async function finish(crew: Crew, job: Job): Promise<readonly Event[]> {
  const worker = crew.hire(job);
  await worker.until(['finished']);
  const acknowledged = acknowledgedBy(worker);
  crew.release(worker);
  return acknowledged;
}

export function acknowledgedBy(worker: Worker): readonly Event[] {
  return worker.said().flatMap((one) => (one.type === 'acknowledged' ? one.events : []));
}
