import {
  createMemoryStore,
  defineAgent,
  defineTool,
  findCall,
  type Event,
  type Presence,
  type Store,
  type ToolContext,
} from '@twelvefold/core';
import { fakeClock, fakePresence, scriptedModel, type Script } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { LiveAgent } from './live-agent.ts';

const threadId = 't';
const never = new Promise<never>(() => undefined);

/** Two tabs of one desk: the first tool call of each runner hangs for as long as the test wants. */
function office(options: { readonly idempotent?: boolean; readonly script?: Script } = {}) {
  const effects: string[] = [];
  let work: (context: ToolContext) => Promise<unknown> = () => Promise.resolve('paid');
  const definition = defineAgent({
    name: 'desk',
    instructions: 'You pay.',
    tools: {
      pay: defineTool({
        description: 'Pay.',
        input: z.object({}),
        idempotent: options.idempotent ?? false,
        execute: (_, context) => {
          effects.push(`${context.callId} ${context.attempt} ${context.idempotencyKey}`);
          return work(context);
        },
      }),
    },
  });
  const presence = fakePresence();
  const clock = fakeClock();
  const store = createMemoryStore();
  const script: Script =
    options.script ??
    (({ messages }) =>
      messages.some(({ role }) => role === 'tool') ? { text: 'Done.' } : { calls: [{ tool: 'pay' }] });
  const tab = (given: Partial<Store> = {}) => {
    const model = scriptedModel(script);
    const process = presence.open();
    const seen: Store = { ...store, presence: process, ...given };
    return {
      model,
      kill: process.kill,
      agent: createAgent(definition, { model, store: seen, thread: threadId, clock }),
    };
  };
  return { tab, store, presence, clock, effects, onWork: (next: typeof work) => (work = next) };
}

/** An office in which a tool is at work until `finish`. */
async function paying() {
  const desk = office();
  let finish: (paid: string) => void = () => undefined;
  desk.onWork(() => new Promise((resolve) => (finish = resolve)));
  const { agent } = desk.tab();
  await agent.send('Pay');
  return { ...desk, agent, finish: (paid: string) => finish(paid) };
}

test('a runner that is gone is not waited for: what it may have done is in doubt at once', async () => {
  const { tab, effects, onWork } = office();
  onWork(() => never);
  const { agent: first, kill } = tab();
  await first.send('Pay');
  await vi.waitFor(() => expect(effects).toEqual(['1.0 1 t:1.0']));
  const { agent: second } = tab();
  await phase(second, 'running');
  kill();
  await phase(second, 'inDoubt');
  expect(effects).toEqual(['1.0 1 t:1.0']);
});

test('an idempotent tool whose runner is gone runs again at once, with the same key', async () => {
  const { tab, effects, onWork } = office({ idempotent: true });
  onWork(() => never);
  const { agent: first, kill } = tab();
  await first.send('Pay');
  await vi.waitFor(() => expect(effects).toHaveLength(1));
  const { agent: second } = tab();
  await phase(second, 'running');
  onWork(() => Promise.resolve('paid'));
  kill();
  await phase(second, 'done');
  expect(effects).toEqual(['1.0 1 t:1.0', '1.0 2 t:1.0']);
  expect(findCall(second.getState(), '1.0')?.claim?.runner).toBe('runner-2');
});

test('a request to the model whose runner is gone is made again at once', async () => {
  const { tab, clock } = office({ script: [{ text: 'Hello.' }] });
  const { agent: first, kill, model } = tab();
  model.stream = async function* () {
    yield* [];
    await never;
  };
  await first.send('Hi');
  await phase(first, 'thinking');
  await vi.waitFor(() => expect(first.getState().request?.runner).toBe('runner-1'));
  const { agent: second } = tab();
  await phase(second, 'thinking');
  kill();
  await phase(second, 'done');
  expect(clock.now()).toBe(fakeClock().now());
  expect(second.getState().attempts).toBe(0);
});

test('while its runner is there, a claim holds until its lease ends', async () => {
  const { tab, clock, effects, onWork } = office();
  onWork(() => never);
  const { agent: first } = tab();
  await first.send('Pay');
  await vi.waitFor(() => expect(effects).toHaveLength(1));
  const { agent: second } = tab();
  await phase(second, 'running');
  clock.advance(64_000);
  await settled();
  expect(second.getSnapshot().phase).toBe('running');
  clock.advance(1_000);
  await phase(second, 'inDoubt');
});

test('of two tabs that see the same message, one makes the request; the other leaves it to the one that leads', async () => {
  const { tab, store } = office({ script: [{ text: 'Hello.' }] });
  const { agent: first, model: one } = tab();
  const { agent: second, model: two } = tab();
  await first.send('Hi');
  await phase(first, 'done');
  await phase(second, 'done');
  expect(one.requests.length + two.requests.length).toBe(1);
  const requests = (await store.read(threadId)).filter(({ type }) => type === 'model.requested');
  expect(requests).toHaveLength(1);
});

test('a lead that does nothing (a frozen tab) is waited for two seconds, once', async () => {
  const { tab, clock, presence, effects } = office();
  await presence.open().lead(threadId, new AbortController().signal);
  const { agent } = tab();
  await agent.send('Pay');
  await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
  expect(agent.getState().request).toBeUndefined();
  clock.advance(2_000);
  await phase(agent, 'done');
  expect(effects).toEqual(['1.0 1 t:1.0']);
});

test('a runner is there for as long as its agent, and for as long as its tool runs', async () => {
  const { presence, effects, agent, finish } = await paying();
  await vi.waitFor(() => expect(effects).toHaveLength(1));
  agent.dispose();
  await settled();
  expect(presence.runners()).toEqual(['runner-1']);
  finish('paid');
  await vi.waitFor(() => expect(presence.runners()).toEqual([]));
});

test('an agent that is detached at work is there while its run goes on, and gone when it rests', async () => {
  const { presence, store, effects, agent, finish } = await paying();
  agent.detach();
  await vi.waitFor(() => expect(effects).toHaveLength(1));
  await settled();
  expect(presence.runners()).toEqual([findCall(agent.getState(), '1.0')?.claim?.runner]);
  finish('paid');
  await phase(agent, 'done');
  await vi.waitFor(() => expect(presence.runners()).toEqual([]));
  expect((await store.read(threadId)).some(({ type }) => type === 'call.doubted')).toBe(false);
});

test('an agent that is detached, and then finds a call in doubt, is not there after it said so', async () => {
  const { tab, presence, clock, effects, onWork } = office();
  onWork(() => never);
  const { agent: first } = tab();
  await first.send('Pay');
  await vi.waitFor(() => expect(effects).toHaveLength(1));
  const { agent: second } = tab();
  await phase(second, 'running');
  second.detach();
  const there = presence.runners();
  clock.advance(65_000);
  await phase(second, 'inDoubt');
  expect(presence.runners()).toEqual(there);
});

test('a tool that ends after its agent was disposed still says how: nothing is in doubt', async () => {
  const { tab, store, effects, agent, finish } = await paying();
  await vi.waitFor(() => expect(effects).toHaveLength(1));
  agent.dispose();
  const { agent: next } = tab();
  await next.send('Are you there?');
  finish('paid');
  await phase(next, 'done');
  expect(findCall(next.getState(), '1.0')).toMatchObject({ status: 'succeeded', output: 'paid' });
  expect((await store.read(threadId)).some(({ type }) => type === 'call.doubted')).toBe(false);
  expect(effects).toHaveLength(1);
});

test('where presence fails, leases alone tell who is gone', async () => {
  const broken: Presence = {
    enter: () => Promise.reject(new Error('no locks')),
    untilGone: () => Promise.reject(new Error('no locks')),
    lead: () => Promise.reject(new Error('no locks')),
  };
  const { tab, clock, effects, onWork } = office();
  const { agent } = tab({ presence: broken });
  onWork(() => never);
  await agent.send('Pay');
  await vi.waitFor(() => {
    clock.advance(500);
    expect(effects).toHaveLength(1);
  });
  const { agent: second } = tab({ presence: broken });
  await phase(second, 'running');
  clock.advance(60_000);
  await settled();
  clock.advance(5_000);
  await phase(second, 'inDoubt');
});

test('its own appends are not read back where the store says how far the thread is', async () => {
  const { store } = office();
  const reads = vi.fn(store.read);
  const listeners = new Set<(seq?: number) => void>();
  const telling: Store = {
    read: reads,
    append: async (id, seq, events) => {
      const result = await store.append(id, seq, events);
      for (const listener of listeners) listener(seq + events.length);
      return result;
    },
    subscribe: (_, listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const model = scriptedModel([{ text: 'Hello.' }]);
  const definition = defineAgent({ name: 'desk', instructions: '' });
  const agent = createAgent(definition, { model, store: telling, thread: threadId, clock: fakeClock() });
  await agent.send('Hi');
  await phase(agent, 'done');
  await settled();
  expect(reads).toHaveBeenCalledTimes(1);
  const foreign: readonly Event[] = [];
  await store.append(threadId, agent.getState().seq, foreign);
  for (const listener of listeners) listener(agent.getState().seq + 1);
  await vi.waitFor(() => expect(reads).toHaveBeenCalledTimes(2));
});

test('the thread is read when the agent has started, also where the store tells of it as soon as it is listened to', async () => {
  const { tab, store } = office({ script: [{ text: 'Hello.' }] });
  const { agent: first } = tab();
  await first.send('Hi');
  await phase(first, 'done');
  const { seq } = first.getState();
  const { agent } = tab({
    read: async (...range) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return store.read(...range);
    },
    subscribe: (_, listener) => {
      listener(seq);
      return () => undefined;
    },
  });
  await agent.start();
  expect(agent.getState()).toEqual(first.getState());
});

function phase(agent: LiveAgent, wanted: string): Promise<void> {
  return vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(wanted));
}

/** Everything that is going to happen without more time has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
}
