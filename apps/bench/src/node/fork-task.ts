/*
 * Forks in the middle of a thread, one at each event of a turn, and looks at its past. What is read is counted in a run of its
 * own, since counting costs time; what is written is counted in the database, between the forks.
 */
import {
  createMemoryStore,
  createTimeline,
  fold,
  REDUCER_VERSION,
  type Event,
  type ThreadStore,
} from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { rmSync } from 'node:fs';
import { makeLog } from '../make-log.ts';
import { medianOf } from '../spread.ts';
import { collectGarbage, task } from '../task.ts';
import { countedStore, eventRowsIn, type Counts } from './counted-store.ts';
import { desk, silentModel } from './desk.ts';
import { fill } from './fill.ts';
import { openRows, openStore } from './open-database.ts';

export interface ForkInput {
  readonly events: number;
  /** Where an SQLite file may be made; in memory without one. */
  readonly path?: string;
}

export interface ForkTimes {
  /** By an agent that read its log. */
  readonly forkMs: number;
  /** The first fork of an agent that began with a checkpoint: before it forks, the log has to say the same, once. */
  readonly firstForkMs: number;
  /** By how many rows the table of events grew for a fork, at most, and by how many bytes on average; 0 in memory. */
  readonly eventsWritten: number;
  readonly bytesWritten: number;
  readonly read: ForkCounts;
  readonly readBehindCheckpoint: ForkCounts;
  /** The first look at the middle, with nothing folded before. */
  readonly firstLookMs: number;
  /** Of looks at events next to each other, the slowest but one in a hundred. */
  readonly scrubMs: number;
  /** The same first look, by folding the log from its beginning. */
  readonly foldMs: number;
}

type ForkCounts = Pick<Counts, 'eventsRead' | 'bytesRead'>;

/** As many events as the longest turn has: what a fork has to end differs from one to the next. */
const FORKS = 14;
const FIRST_FORKS = 7;
const LOOKS = 400;

task(async ({ events, path }: ForkInput): Promise<ForkTimes> => {
  const log = makeLog(events, 't');
  const middle = Math.floor(events / 2);
  for (let time = 0; time < 5; time++) look(log, middle);
  const looks = Array.from({ length: 9 }, () => look(log, middle));
  return {
    ...(await forks(log, middle, path)),
    firstLookMs: medianOf(looks.map(({ firstLookMs }) => firstLookMs)),
    scrubMs: medianOf(looks.map(({ scrubMs }) => scrubMs)),
    foldMs: medianOf(looks.map(({ foldMs }) => foldMs)),
  };
});

async function forks(
  log: readonly Event[],
  middle: number,
  path: string | undefined,
): Promise<Omit<ForkTimes, 'firstLookMs' | 'scrubMs' | 'foldMs'>> {
  const store = path === undefined ? createMemoryStore({ t: log }) : openStore({ kind: 'sqlite', where: path });
  if (path !== undefined) await fill(store, 't', log);
  const bytesBefore = await bytesIn(path);
  const agent = await live(store);
  const rows = (): number => (path === undefined ? 0 : eventRowsIn(path));
  const forkMs: number[] = [];
  const rowsWritten: number[] = [];
  for (let at = middle; at < middle + FORKS; at++) {
    const rowsBefore = rows();
    forkMs.push(await timedFork(agent, at));
    rowsWritten.push(rows() - rowsBefore);
  }
  agent.dispose();
  const bytesWritten = ((await bytesIn(path)) - bytesBefore) / FORKS;
  const read = await countFork({ ...store, readCheckpoint: async () => undefined }, middle);
  await store.writeCheckpoint('t', REDUCER_VERSION, fold(log));
  const readBehindCheckpoint = await countFork(store, middle);
  const firstForkMs: number[] = [];
  for (let time = 0; time < FIRST_FORKS; time++) {
    const begun = await live(store);
    firstForkMs.push(await timedFork(begun, middle + time));
    begun.dispose();
  }
  await store.close?.();
  if (path !== undefined) for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  return {
    forkMs: medianOf(forkMs),
    firstForkMs: medianOf(firstForkMs),
    eventsWritten: Math.max(...rowsWritten),
    bytesWritten,
    read,
    readBehindCheckpoint,
  };
}

async function timedFork(agent: LiveAgent, at: number): Promise<number> {
  collectGarbage();
  const startedMs = performance.now();
  const fork = await agent.fork({ at });
  const tookMs = performance.now() - startedMs;
  if (!fork.ok) throw new Error(fork.rejection.message);
  return tookMs;
}

async function countFork(store: ThreadStore, at: number): Promise<ForkCounts> {
  const counted = countedStore(store);
  const agent = await live(counted.store);
  const before = counted.counts();
  const fork = await agent.fork({ at });
  if (!fork.ok) throw new Error(fork.rejection.message);
  const after = counted.counts();
  agent.dispose();
  return {
    eventsRead: after.eventsRead - before.eventsRead,
    bytesRead: after.bytesRead - before.bytesRead,
  };
}

async function live(store: ThreadStore): Promise<LiveAgent> {
  const agent = createAgent(desk, { model: silentModel, store, thread: 't' });
  await agent.start();
  return agent;
}

async function bytesIn(path: string | undefined): Promise<number> {
  if (path === undefined) return 0;
  const rows = await openRows({ kind: 'sqlite', where: path });
  const bytes = await rows.bytes();
  await rows.close();
  return bytes;
}

function look(log: readonly Event[], middle: number): Pick<ForkTimes, 'firstLookMs' | 'scrubMs' | 'foldMs'> {
  collectGarbage();
  const timeline = createTimeline(log);
  const firstLookMs = timed(() => timeline.stateAt(middle));
  const scrubs = Array.from({ length: LOOKS }, (_, index) => timed(() => timeline.stateAt(middle - index - 1)));
  const scrubMs = scrubs.toSorted((a, b) => b - a)[Math.floor(LOOKS / 100)] ?? Number.NaN;
  return { firstLookMs, scrubMs, foldMs: timed(() => fold(log.slice(0, middle))) };
}

function timed(work: () => unknown): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
