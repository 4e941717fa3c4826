import { fold, type Event } from '@twelvefold/core';
import { makeLog } from '../make-log.ts';
import { medianOf } from '../spread.ts';
import { collectGarbage, task } from '../task.ts';
import { foldByHand } from './hand-written-switch.ts';

/** Short logs are folded several times in a row, so that each garbage collection falls on as many events at every size. */
const EVENTS_A_SAMPLE = 200_000;
const SAMPLES = 7;
const MOST_WARM_UPS = 20;

/** How long it takes to fold a log and have its entries as an array, in ms: the median, once the code is warm on this log. */
task(async ({ system, events }: { readonly system: string; readonly events: number }) => {
  const entriesOf: (log: readonly Event[]) => unknown =
    system === 'twelvefold' ? (log) => fold(log).entries : (log) => foldByHand(log).entries;
  const log = makeLog(events, 'bench');
  const times = Math.ceil(EVENTS_A_SAMPLE / events);
  const sample = (): number => {
    collectGarbage();
    const startedMs = performance.now();
    for (let time = 0; time < times; time++) entriesOf(log);
    return (performance.now() - startedMs) / times;
  };
  let best = sample();
  for (let warmUp = 1; warmUp < MOST_WARM_UPS; warmUp++) {
    const tookMs = sample();
    if (tookMs > best * 0.97) break;
    best = tookMs;
  }
  return medianOf(Array.from({ length: SAMPLES }, sample));
});
