import { fold, type Event } from '@twelvefold/core';
import { makeLog } from '../make-log.ts';
import { medianOf } from '../spread.ts';
import { collectGarbage, task } from '../task.ts';
import { foldByHand } from './hand-written-switch.ts';

const SAMPLES = 7;
const MOST_WARM_UPS = 20;
/** The compiler takes a few samples to its last tier, and a busy machine looks like one that gets no faster. */
const NO_FASTER_TIMES = 3;

/** What is folded, and by whom. */
export interface FoldInput {
  readonly system: string;
  readonly events: number;
  /** Short logs are folded several times in a row, so that each garbage collection falls on as many events at every size. */
  readonly eventsASample: number;
}

/** How long it takes to fold a log and have its entries as an array, in ms: the median, once the code is warm on this log. */
task(async ({ system, events, eventsASample }: FoldInput) => {
  const stateOf: (log: readonly Event[]) => { readonly entries: unknown } = system === 'twelvefold' ? fold : foldByHand;
  const log = makeLog(events, 'bench');
  const times = Math.ceil(eventsASample / events);
  // Kept, as an application keeps it: with the last state of its shapes, V8 throws away the code compiled for them.
  let kept = stateOf(log);
  const sample = (): number => {
    collectGarbage();
    const startedMs = performance.now();
    for (let time = 0; time < times; time++) {
      kept = stateOf(log);
      void kept.entries;
    }
    return (performance.now() - startedMs) / times;
  };
  let best = sample();
  for (let warmUp = 1, noFaster = 0; warmUp < MOST_WARM_UPS && noFaster < NO_FASTER_TIMES; warmUp++) {
    const tookMs = sample();
    noFaster = tookMs > best * 0.97 ? noFaster + 1 : 0;
    best = Math.min(best, tookMs);
  }
  return medianOf(Array.from({ length: SAMPLES }, sample));
});
