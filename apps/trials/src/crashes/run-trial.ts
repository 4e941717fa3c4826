import type { Event } from '@twelvefold/core';
import type { Crew } from './crew.ts';
import type { Doubts, StopKind } from './protocol.ts';
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
  /** Why it did not come to its end, in sentences. */
  readonly troubles: readonly string[];
}

export async function runTrial(crew: Crew, plan: Plan): Promise<Trial> {
  const { threadId, doubts, stopKind } = plan;
  const kills: string[] = [];
  const acknowledged: Event[] = [];
  try {
    for (const stopAt of plan.stops) {
      const worker = crew.hire({ threadId, doubts, stopAt, ...(stopKind && { stopKind }) });
      const end = await worker.until(['stopped', 'finished']);
      if (end.type === 'finished') throw new Error(`It never came to ${stopAt} after ${kills.join()}.`);
      await worker.kill();
      kills.push(end.point);
      acknowledged.push(...acknowledgedBy(worker));
    }
    const last = crew.hire({ threadId, doubts });
    await last.until(['finished']);
    acknowledged.push(...acknowledgedBy(last));
    crew.release(last);
    return { plan, kills, acknowledged, troubles: [] };
  } catch (thrown) {
    return { plan, kills, acknowledged, troubles: [String(thrown)] };
  }
}

/** What the engine of a worker was told to be durable, in its last job. */
export function acknowledgedBy(worker: Worker): readonly Event[] {
  return worker.said().flatMap((one) => (one.type === 'acknowledged' ? one.events : []));
}
