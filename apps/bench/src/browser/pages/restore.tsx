/* The page of the `restore` scenarios: an agent restored from IndexedDB, beside just reading its rows. */
import { fold, REDUCER_VERSION } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { createIndexedDbStore } from '@twelvefold/stores/indexeddb';
import { makeLog } from '../../make-log.ts';
import { desk, silentModel } from '../../node/desk.ts';
import { fill } from '../../node/fill.ts';
import type { RestoreTimes } from '../../node/restore-task.ts';
import { medianOf } from '../../spread.ts';

export interface RestorePage {
  readonly seed: (threadId: string, events: number, checkpointSeq?: number) => Promise<void>;
  readonly restore: (
    system: 'agent' | 'rows' | 'store',
    threadId: string,
    events: number,
    checkpointSeq?: number,
  ) => Promise<Omit<RestoreTimes, 'eventsRead'>>;
}

declare global {
  interface Window {
    restorePage: RestorePage;
  }
}

const NAME = 'bench';
const WARM_RUNS = 9;
const opened = createIndexedDbStore({ name: NAME });
// So that every restore finds what the first one found.
const store = { ...opened, writeCheckpoint: async () => undefined };

window.restorePage = {
  seed: async (threadId, events, checkpointSeq = 0) => {
    const log = makeLog(events, threadId);
    await fill(opened, threadId, log);
    if (checkpointSeq > 0) await opened.writeCheckpoint(threadId, REDUCER_VERSION, fold(log.slice(0, checkpointSeq)));
  },
  restore: async (system, threadId, events, checkpointSeq) => {
    await store.list({ limit: 1 });
    const rows = await openRows();
    const ways = {
      agent: () => byAgent(threadId),
      store: async () => (await store.read(threadId)).length,
      rows: () => rows(threadId, checkpointSeq),
    };
    const tookMs: number[] = [];
    for (let time = 0; time <= WARM_RUNS; time++) {
      const startedMs = performance.now();
      const found = await ways[system]();
      tookMs.push(performance.now() - startedMs);
      if (found < 1 || (system !== 'rows' && found !== events))
        throw new Error(`Restored ${found} of ${events} events.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [firstMs = Number.NaN, ...warm] = tookMs;
    return { firstMs, warmMs: medianOf(warm) };
  },
};

async function byAgent(thread: string): Promise<number> {
  const agent = createAgent(desk, { model: silentModel, store, thread });
  await agent.start();
  const { seq } = agent.getState();
  agent.dispose();
  return seq;
}

/** The rows of a thread in one request, with a checkpoint those behind it; those that are text are parsed. Their number. */
async function openRows(): Promise<(threadId: string, checkpointSeq?: number) => Promise<number>> {
  const database = await settled(indexedDB.open(NAME));
  return async (threadId, checkpointSeq = 0) => {
    const transaction = database.transaction(['events', 'checkpoints']);
    if (checkpointSeq > 0) await settled(transaction.objectStore('checkpoints').get([threadId, REDUCER_VERSION]));
    const range = IDBKeyRange.bound([threadId, checkpointSeq], [threadId, []], true);
    const rows: readonly unknown[] = await settled(transaction.objectStore('events').getAll(range));
    return rows.map((row) => (typeof row === 'string' ? (JSON.parse(row) as unknown) : row)).length;
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed.')));
  });
}
