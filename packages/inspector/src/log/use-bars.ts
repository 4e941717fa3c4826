import { useMemo } from 'react';
import { useMoment } from '../moment.ts';
import type { Bar } from './bar.ts';
import { runAt, toRuns } from './to-runs.ts';
import { toWaterfall } from './to-waterfall.ts';

/** The run that the panel looks at, or all of the thread. */
export type Scope = 'run' | 'thread';

export interface Bars {
  readonly bars: readonly Bar[];
  /** Where bars that last are cut off: when the last of their events happened. */
  readonly endMs: number;
}

const NO_BARS: Bars = { bars: [], endMs: 0 };

/** The bars of the log, or of the run in it that is looked at; none where nobody looks at them. */
export function useBars(scope: Scope | undefined): Bars {
  const { events, seq } = useMoment();
  const isWanted = scope !== undefined;
  const all = useMemo(() => (isWanted ? toWaterfall(events) : undefined), [isWanted, events]);
  const runs = useMemo(() => (isWanted ? toRuns(events) : []), [isWanted, events]);
  const run = scope === 'run' ? runAt(runs, seq) : undefined;
  return useMemo(() => {
    if (!all) return NO_BARS;
    const bars = run ? all.filter(({ seq: at }) => at >= run.fromSeq && at <= run.toSeq) : all;
    const endMs = events[(run?.toSeq ?? events.length) - 1]?.atMs ?? 0;
    return { bars, endMs };
  }, [all, events, run]);
}
