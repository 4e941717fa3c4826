import type { Event } from '@twelvefold/core';

/** The events of a run: from the one that woke the agent to the last one before another run. */
export interface RunSpan {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** The runs of a log, oldest first. What stands before the first message belongs to the first of them. */
export function toRuns(events: readonly Event[]): readonly RunSpan[] {
  const starts: number[] = [];
  let isUnderWay = false;
  for (const { type, seq } of events) {
    const wakes = type === 'message.received' || type === 'undo.requested';
    if (wakes && !isUnderWay) starts.push(seq);
    if (wakes || type === 'run.resumed') isUnderWay = true;
    if (type === 'run.finished' || type === 'run.cancelled' || type === 'run.failed') isUnderWay = false;
  }
  const lastSeq = events.at(-1)?.seq ?? 0;
  return starts.map((seq, index) => ({
    fromSeq: index === 0 ? 1 : seq,
    toSeq: (starts[index + 1] ?? lastSeq + 1) - 1,
  }));
}

/** The run that an event belongs to. */
export function runAt(runs: readonly RunSpan[], seq: number): RunSpan | undefined {
  return runs.findLast(({ fromSeq }) => fromSeq <= seq) ?? runs[0];
}
