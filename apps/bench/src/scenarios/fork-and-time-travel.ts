import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave } from '../interleave.ts';
import { judgeValue } from '../judge.ts';
import type { ForkInput, ForkTimes } from '../node/fork-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';

const script = new URL('../node/fork-task.ts', import.meta.url);
const SIZES = [2_500, 5_000, 10_000];
const QUICK_SIZES = [1_000];
/** 60 frames a second. */
const FRAME_MS = 16.7;

/** The most events that any fork may write, whatever it has to end. */
const MOST_WRITTEN = 4;

const WRITTEN = 'fork in the middle: events written, at most';
const FIRST_FORK = 'first fork in the middle, begun with a checkpoint, SQLite: time';
const BEHIND = 'first fork in the middle, begun with a checkpoint: events read';
const FIRST_LOOK = 'first look at a past state, in the middle';

export const forkAndTimeTravel: Scenario = {
  name: 'fork-and-time-travel',
  title: 'What does it cost to branch off a long thread, and to look at its past?',
  nIs: 'events in the thread',
  notes: [
    'What a fork owes is decided on the state there, so how many events it writes depends on what is open there and not on the length: the rows tell the most of 14 forks, one at each event of a turn, counted as rows in the database’s table. An agent that read its log keeps every 512th state on the way, so a fork at an older event reads fewer than 512 events, and the newest one, to see that the log is still the same. An agent that began with a checkpoint has kept no state from before it: its first fork reads all of the log, to see that the checkpoint was right, and each at an event before the checkpoint reads up to there. Scrubbing looks at 400 states, one event apart, backwards; the row is the slowest but one in a hundred.',
    'Folding anew is what a viewer without a timeline would do for each look.',
  ],
  judge: (rows) => [
    judgeValue(rows, WRITTEN, {
      target: `a fork writes at most ${MOST_WRITTEN} events, whatever the length, and nothing of the prefix`,
      atMost: MOST_WRITTEN,
    }),
    ...['SQLite', 'memory'].map((where) =>
      judgeValue(rows, `fork in the middle, ${where}: time`, {
        target: `a fork of 10,000 events, of an agent that read its log, takes less than a frame (${FRAME_MS} ms), ${where}`,
        atMost: FRAME_MS,
      }),
    ),
    judgeValue(rows, FIRST_FORK, {
      target: `a fork of 10,000 events, the first of an agent that began with a checkpoint, takes less than a frame (${FRAME_MS} ms), SQLite`,
      atMost: FRAME_MS,
    }),
    ...[FIRST_LOOK, 'scrubbing'].map((metric) =>
      judgeValue(rows, metric, { target: `${metric}: less than a frame (${FRAME_MS} ms)`, atMost: FRAME_MS }),
    ),
  ],
  run: async ({ isQuick }) => {
    const sizes = isQuick ? QUICK_SIZES : SIZES;
    const cases = sizes.flatMap((events) => [true, false].map((isOnDisk) => ({ events, isOnDisk })));
    const took = await interleave(cases, isQuick ? 1 : 3, ({ events, isOnDisk }, round) => {
      const path = join(tmpdir(), `twelvefold-bench-fork-${process.pid}-${events}-${round}.db`);
      const input: ForkInput = { events, ...(isOnDisk && { path }) };
      return runInNode<ForkTimes>(script, input);
    });
    return [...took].flatMap(([{ events, isOnDisk }, times]) => (isOnDisk ? onDisk : inMemory)(events, times));
  },
};

const ours = { scenario: 'fork-and-time-travel', system: OURS, version: twelvefoldVersion, better: 'less' } as const;

function onDisk(n: number, times: readonly ForkTimes[]): readonly Row[] {
  const values = (of: (time: ForkTimes) => number): ReturnType<typeof spreadOf> => spreadOf(times.map(of));
  return [
    { ...ours, n, metric: 'fork in the middle, SQLite: time', unit: 'ms', ...values(({ forkMs }) => forkMs) },
    { ...ours, n, metric: FIRST_FORK, unit: 'ms', ...values(({ firstForkMs }) => firstForkMs) },
    { ...ours, n, metric: WRITTEN, unit: 'count', ...values((time) => time.eventsWritten) },
    { ...ours, n, metric: 'fork in the middle: bytes written', unit: 'bytes', ...values((time) => time.bytesWritten) },
    { ...ours, n, metric: 'fork in the middle: events read', unit: 'count', ...values(({ read }) => read.eventsRead) },
    { ...ours, n, metric: 'fork in the middle: bytes read', unit: 'bytes', ...values(({ read }) => read.bytesRead) },
    { ...ours, n, metric: BEHIND, unit: 'count', ...values((time) => time.readBehindCheckpoint.eventsRead) },
  ];
}

function inMemory(n: number, times: readonly ForkTimes[]): readonly Row[] {
  const values = (of: (time: ForkTimes) => number): ReturnType<typeof spreadOf> => spreadOf(times.map(of));
  const anew = { ...ours, system: 'folding anew', version: '' };
  return [
    { ...ours, n, metric: 'fork in the middle, memory: time', unit: 'ms', ...values(({ forkMs }) => forkMs) },
    { ...ours, n, metric: FIRST_LOOK, unit: 'ms', ...values(({ firstLookMs }) => firstLookMs) },
    { ...anew, n, metric: FIRST_LOOK, unit: 'ms', ...values(({ foldMs }) => foldMs) },
    { ...ours, n, metric: 'scrubbing', unit: 'ms', ...values(({ scrubMs }) => scrubMs) },
    { ...anew, n, metric: 'scrubbing', unit: 'ms', ...values(({ foldMs }) => foldMs) },
  ];
}
