import type { Event } from '@twelvefold/core';

/** The `seq` of each request that began a step, oldest first: one that was made again after a failure began none. */
export function stepStarts(events: readonly Event[]): readonly number[] {
  const starts: number[] = [];
  let last = 0;
  for (const event of events) {
    if (event.type !== 'model.requested' || event.step === last) continue;
    last = event.step;
    starts.push(event.seq);
  }
  return starts;
}

/** Where the next step begins, seen from behind event `seq`; the end of the log behind the last one. */
export function stepAfter(starts: readonly number[], seq: number, end: number): number {
  return starts[firstAfter(starts, seq)] ?? end;
}

/** Where the step before that begins; the beginning of the log before the first one. */
export function stepBefore(starts: readonly number[], seq: number): number {
  return starts[firstAfter(starts, seq - 1) - 1] ?? 0;
}

/** Where the first number above this one stands in a list that grows. */
function firstAfter(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
