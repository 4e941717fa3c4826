import type { ThreadStore } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { medianOf } from '../spread.ts';
import { collectGarbage, task } from '../task.ts';
import { countedStore } from './counted-store.ts';
import { desk, silentModel } from './desk.ts';
import { openRows, openStore, type Place } from './open-database.ts';

export interface RestoreInput {
  readonly place: Place;
  /** An agent keeps a checkpoint of a long thread that it restored; only `agent, keeping` does here. */
  readonly system: 'agent' | 'agent, keeping' | 'store' | 'rows';
  readonly threadId: string;
  readonly events: number;
  /** With a checkpoint: the `seq` that it stands for. Default 0: none. */
  readonly checkpointSeq?: number;
}

export interface RestoreTimes {
  /** The first restore of the process: its code was never run before. */
  readonly firstMs: number;
  readonly warmMs: number;
  readonly eventsRead: number;
}

const WARM_RUNS = 9;

/** Restores a thread from a database that is open. */
task(async (input: RestoreInput): Promise<RestoreTimes> => {
  const { restore, eventsRead } = input.system === 'rows' ? await byRows(input) : await byStore(input);
  const tookMs: number[] = [];
  for (let time = 0; time <= WARM_RUNS; time++) {
    collectGarbage();
    const startedMs = performance.now();
    const seq = await restore();
    tookMs.push(performance.now() - startedMs);
    if (seq !== input.events) throw new Error(`Restored ${seq} of ${input.events} events.`);
  }
  const [firstMs = Number.NaN, ...warm] = tookMs;
  return { firstMs, warmMs: medianOf(warm), eventsRead: await eventsRead() };
});

interface Way {
  /** The `seq` that was restored. */
  readonly restore: () => Promise<number>;
  /** How many events one restore reads. Counting costs time, so it is done afterwards. */
  readonly eventsRead: () => Promise<number>;
}

async function byRows({ place, threadId, checkpointSeq = 0 }: RestoreInput): Promise<Way> {
  const rows = await openRows(place);
  return {
    restore: async () => {
      if (checkpointSeq > 0) JSON.parse(await rows.checkpoint(threadId));
      const texts = await rows.events(threadId, checkpointSeq);
      const events = texts.map((text) => JSON.parse(text) as { readonly seq: number });
      return events.at(-1)?.seq ?? 0;
    },
    eventsRead: async () => (await rows.events(threadId, checkpointSeq)).length,
  };
}

async function byStore({ place, system, threadId }: RestoreInput): Promise<Way> {
  const opened = openStore(place);
  // So that every restore finds what the first one found.
  const plain = system === 'agent, keeping' ? opened : { ...opened, writeCheckpoint: async () => undefined };
  await plain.list({ limit: 1 });
  if (system === 'store') {
    const read = (): ReturnType<typeof plain.read> => plain.read(threadId);
    return { restore: async () => (await read()).at(-1)?.seq ?? 0, eventsRead: async () => (await read()).length };
  }
  const restoreFrom = async (store: ThreadStore): Promise<number> => {
    const agent = createAgent(desk, { model: silentModel, store, thread: threadId });
    await agent.start();
    const { seq } = agent.getState();
    agent.dispose();
    return seq;
  };
  return {
    restore: () => restoreFrom(plain),
    eventsRead: async () => {
      const { store, counts } = countedStore(plain);
      await restoreFrom(store);
      return counts().eventsRead;
    },
  };
}
