import {
  createMemoryStore,
  decide,
  defineAgent,
  defineTool,
  fold,
  hashJson,
  REDUCER_VERSION,
  type Event,
  type State,
} from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import { createCheckpoints } from './create-checkpoints.ts';
import type { AgentSnapshot } from './create-snapshots.ts';
import type { LiveAgent } from './live-agent.ts';

const threadId = 't';
const definition = defineAgent({ name: 'desk', instructions: '' });

/** A store with a cache that tells what was read and written. */
function cached(checkpoints: Record<string, State> = {}, events?: readonly Event[]) {
  const store = createMemoryStore(events && { [threadId]: events });
  const reads: number[] = [];
  return {
    ...store,
    reads,
    checkpoints,
    read: (id: string, afterSeq = 0) => {
      reads.push(afterSeq);
      return store.read(id, afterSeq);
    },
    readCheckpoint: async (id: string, version: string) => checkpoints[`${id} ${version}`],
    writeCheckpoint: async (id: string, version: string, state: State) => {
      checkpoints[`${id} ${version}`] = state;
    },
  };
}

function open(store: ReturnType<typeof cached>, replies = 1): LiveAgent {
  const model = scriptedModel(Array.from({ length: replies }, (_, index) => ({ text: `Reply ${index}.` })));
  return createAgent(definition, { model, store, thread: threadId, clock: fakeClock() });
}

/** A thread of 60 short runs: some 240 events. */
async function longThread() {
  const store = cached();
  const agent = open(store, 60);
  for (let turn = 0; turn < 60; turn++) {
    await agent.send(`Message ${turn}`);
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'), { interval: 1 });
  }
  return { store, agent, events: await store.read(threadId) };
}

test('a long thread is kept as a checkpoint when it rests, and the next reader folds only what is behind it', async () => {
  const { store, agent } = await longThread();
  const kept = store.checkpoints[`${threadId} ${REDUCER_VERSION}`];
  expect(kept?.seq).toBeGreaterThanOrEqual(200);
  store.reads.length = 0;
  const next = open(store);
  await next.start();
  // From the last event that the checkpoint knows: it shows that the log is the same.
  expect(store.reads).toEqual([Number(kept?.seq) - 1]);
  expect(next.getState()).toEqual(agent.getState());
  await next.send('And on');
  await vi.waitFor(() => expect(next.getSnapshot().phase).toBe('done'), { interval: 1 });
  expect(next.getState()).toEqual(fold(await store.read(threadId)));
});

test('[R162] what is appended while a checkpoint is read comes after it: the state never goes back, and no claim is made twice', async () => {
  const clock = fakeClock();
  const execute = vi.fn(() => 'Paid.');
  const pay = defineTool({ description: 'Pay.', input: z.object({}), execute, approval: 'always' });
  const payer = defineAgent({ name: 'desk', instructions: '', tools: { pay } });
  const store = createMemoryStore();
  const first = createAgent(payer, {
    model: scriptedModel([{ calls: [{ tool: 'pay' }] }]),
    store,
    thread: threadId,
    clock,
  });
  await first.send('Pay');
  await vi.waitFor(() => expect(first.getSnapshot().phase).toBe('awaitingApproval'), { interval: 1 });
  first.dispose();
  const checkpoint = first.getState();
  const told: (() => void)[] = [];
  let deliver: ((state: State) => void) | undefined;
  const slow = {
    ...store,
    subscribe: (id: string, listener: (seq?: number) => void) => {
      told.push(() => listener());
      return store.subscribe(id, listener);
    },
    readCheckpoint: () => new Promise<State>((resolve) => (deliver = resolve)),
  };
  const second = createAgent(payer, { model: scriptedModel([{}]), store: slow, thread: threadId, clock });
  const seqs: number[] = [];
  second.actor.subscribe(({ context }) => void seqs.push(context.thread.seq));
  await vi.waitFor(() => expect(deliver).toBeDefined(), { interval: 1 });
  const by = { kind: 'person', id: 'ana' } as const;
  const approved = decide(
    payer,
    checkpoint,
    { type: 'call.approve', threadId, callId: '1.0', inputHash: hashJson({}), by },
    { threadId, nowMs: clock.now() },
  );
  expect(approved.ok && (await store.append(threadId, checkpoint.seq, approved.events))).toEqual({ ok: true });
  for (const tell of told) tell();
  await new Promise((resolve) => setTimeout(resolve, 20));
  deliver?.(checkpoint);
  await vi.waitFor(() => expect(second.getSnapshot().phase).toBe('done'), { interval: 1 });
  await second.start();
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  expect(execute).toHaveBeenCalledTimes(1);
});

test('a short thread is not kept', async () => {
  const store = cached();
  const agent = open(store);
  await agent.send('Hi');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'), { interval: 1 });
  expect(store.checkpoints).toEqual({});
});

test('however often a long thread rests, all that is written of it is a few times what is kept', () => {
  const written: number[] = [];
  const store = {
    ...cached(),
    writeCheckpoint: async (_: string, __: string, { seq }: State) => void written.push(seq),
  };
  const checkpoints = createCheckpoints(store);
  for (let seq = 5; seq <= 20_000; seq += 5) checkpoints.offer({ state: { seq }, phase: 'done' } as AgentSnapshot);
  expect(written.slice(0, 6)).toEqual([200, 400, 600, 800, 1_000, 1_250]);
  expect(written.at(-1)).toBeGreaterThan(16_000);
  expect(written.reduce((sum, seq) => sum + seq, 0)).toBeLessThan(20_000 * 5);
});

test('a checkpoint of another thread, of another version or that is none is not believed', async () => {
  const { agent, events } = await longThread();
  const state = agent.getState();
  const wrong: Record<string, State>[] = [
    { [`${threadId} ${REDUCER_VERSION}`]: { ...state, threadId: 'other' } },
    { [`${threadId} 0`]: state },
    { [`${threadId} ${REDUCER_VERSION}`]: {} as State },
    { [`${threadId} ${REDUCER_VERSION}`]: { ...state, rules: undefined } as unknown as State },
    { [`${threadId} ${REDUCER_VERSION}`]: { ...state, entries: [null] } as unknown as State },
    { [`${threadId} ${REDUCER_VERSION}`]: { ...state, seq: 2.5 } },
    { [`${threadId} ${REDUCER_VERSION}`]: null as unknown as State },
  ];
  for (const checkpoints of wrong) {
    const next = open(cached(checkpoints, events));
    await next.start();
    expect(next.getState()).toEqual(state);
  }
});

test('[R154] before anything is written behind a checkpoint, the log is folded once, and is right where they differ', async () => {
  const { agent, events } = await longThread();
  const state = agent.getState();
  const forged = { ...state, entries: state.entries.slice(0, 3), rules: [{ ruleId: 'rule-1' }] } as unknown as State;
  for (const seq of [state.seq, state.seq - 100, state.seq + 5]) {
    const store = cached({ [`${threadId} ${REDUCER_VERSION}`]: { ...forged, seq } }, events);
    const next = open(store);
    await next.start();
    await next.send('And on');
    await vi.waitFor(() => expect(next.getSnapshot().phase).toBe('done'), { interval: 1 });
    expect(next.getState()).toEqual(fold(await store.read(threadId)));
    expect(next.getSnapshot().problem).toBeUndefined();
  }
});

test('[R154] a checkpoint that is what the log says stays as it is, and is looked at once', async () => {
  const { store } = await longThread();
  const next = open(store);
  await next.start();
  const [first] = next.getState().entries;
  store.reads.length = 0;
  for (const text of ['And on', 'And on']) {
    await next.send(text);
    await vi.waitFor(() => expect(next.getSnapshot().phase).toBe('done'), { interval: 1 });
  }
  expect(store.reads.filter((afterSeq) => afterSeq === 0)).toHaveLength(1);
  expect(next.getState().entries[0]).toBe(first);
});

test('[R154] while the log cannot be read nothing is decided on a checkpoint, and then it is', async () => {
  const { agent, events } = await longThread();
  const kept = { [`${threadId} ${REDUCER_VERSION}`]: { ...agent.getState(), entries: [] } };
  const store = cached(kept, events);
  let isDown = true;
  const read = (id: string, afterSeq?: number) =>
    isDown && (afterSeq ?? 0) === 0 ? Promise.reject(new Error('The disk is away.')) : store.read(id, afterSeq);
  const next = open({ ...store, read });
  await next.start();
  expect(await next.send('And on')).toMatchObject({ ok: false, rejection: { code: 'store_failed' } });
  expect(await store.read(threadId)).toHaveLength(events.length);
  isDown = false;
  expect(await next.send('And on')).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(next.getSnapshot().phase).toBe('done'), { interval: 1 });
  expect(next.getState()).toEqual(fold(await store.read(threadId)));
});

test('a cache that throws is no obstacle', async () => {
  const { agent, events } = await longThread();
  const failing = () => Promise.reject(new Error('No cache today.'));
  const store = { ...cached({}, events), readCheckpoint: failing, writeCheckpoint: failing };
  const next = open(store);
  await next.start();
  expect(next.getState()).toEqual(agent.getState());
  expect(next.getSnapshot().problem).toBeUndefined();
});
