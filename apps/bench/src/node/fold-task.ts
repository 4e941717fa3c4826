import { fold } from '@twelvefold/core';
import { makeLog } from '../make-log.ts';
import { medianOf } from '../spread.ts';
import { collectGarbage, task } from '../task.ts';
import { foldByHand } from './hand-written-switch.ts';

const AT_LEAST_MS = 300;
const AT_LEAST_RUNS = 3;

/** Folds a log again and again, for a third of a second: the median. */
task(async ({ system, events }: { readonly system: string; readonly events: number }) => {
  const run: (log: ReturnType<typeof makeLog>) => unknown = system === 'twelvefold' ? fold : foldByHand;
  const log = makeLog(events, 'bench');
  const warmUp = makeLog(1_000, 'warm-up');
  for (let time = 0; time < 20; time++) run(warmUp);
  const tookMs: number[] = [];
  const startedMs = performance.now();
  while (tookMs.length < AT_LEAST_RUNS || performance.now() - startedMs < AT_LEAST_MS) {
    collectGarbage();
    const fromMs = performance.now();
    run(log);
    tookMs.push(performance.now() - fromMs);
    if (performance.now() - startedMs > 20_000) break;
  }
  return medianOf(tookMs);
});
