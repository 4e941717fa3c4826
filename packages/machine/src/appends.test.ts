import { createMemoryStore, defineAgent, defineTool, findCall, type Event, type Store } from '@twelvefold/core';
import { fakeClock, fakePresence, scriptedModel, type Script } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { CreateAgentOptions } from './live-agent.ts';

const look = defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' });
const pay = defineTool({ description: 'Pay.', input: z.object({}), approval: 'always', execute: () => 'paid' });
const desk = defineAgent({ name: 'desk', instructions: 'Look.', tools: { look, pay } });
const calls = (...tools: readonly string[]) => ({ calls: tools.map((tool) => ({ tool, input: {} })) });

/** An agent on a store that writes down what each append had. */
function watched(script: Script, options: Partial<CreateAgentOptions> = {}) {
  const store = options.store ?? createMemoryStore();
  const appends: string[] = [];
  const seen: Store = {
    ...store,
    append: async (threadId, expectedSeq, events, note) => {
      const result = await store.append(threadId, expectedSeq, events, note);
      if (result.ok) appends.push(events.map(nameOf).join(' '));
      return result;
    },
  };
  const model = scriptedModel(script);
  return { agent: createAgent(desk, { model, thread: 't', ...options, store: seen }), model, store, appends };
}

test('[R165] a step of one call is two appends: the reply with the claim, the result with the next request', async () => {
  const { agent, appends } = watched([calls('look'), calls('look'), { text: 'Done.' }]);
  await agent.send('Look.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(appends).toEqual([
    'thread.started message.received',
    'model.requested',
    'model.replied call.admitted call.claimed',
    'call.succeeded model.requested',
    'model.replied call.admitted call.claimed',
    'call.succeeded model.requested',
    'model.replied run.finished',
  ]);
});

test('[R165] [R103] what was asked with a result is what the log says was asked', async () => {
  const { agent, model } = watched([calls('look'), { text: 'Done.' }]);
  await agent.send('Look.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(model.requests.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
    ['user'],
    ['user', 'assistant', 'tool'],
  ]);
});

test('[R165] each of several calls is claimed by itself, and only the last result asks on', async () => {
  const { agent, appends } = watched([calls('look', 'look'), { text: 'Done.' }]);
  await agent.send('Look.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(appends.slice(2)).toEqual([
    'model.replied call.admitted call.admitted',
    'call.claimed',
    'call.claimed',
    'call.succeeded',
    'call.succeeded model.requested',
    'model.replied run.finished',
  ]);
});

test('[R165] [M4] a gated call is claimed by nobody before it was approved, whatever runs beside it', async () => {
  const { agent, appends } = watched([calls('look', 'pay'), { text: 'Done.' }]);
  await agent.send('Look and pay.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  expect(appends.slice(2)).toEqual(['model.replied call.admitted call.gated call.claimed', 'call.succeeded']);
  await agent.approve('1.1');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(appends.slice(4)).toEqual([
    'call.approved',
    'call.claimed',
    'call.succeeded model.requested',
    'model.replied run.finished',
  ]);
});

test('[R165] what a rule let through is claimed by itself: until then the rule can be taken back', async () => {
  const { agent, appends } = watched([calls('pay'), { text: 'Done.' }]);
  await agent.allow('pay');
  await agent.send('Pay.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(appends.slice(3, 5)).toEqual(['model.replied call.admitted', 'call.claimed']);
});

test('[R165] [R32] a pause that comes before the reply keeps its call from being claimed', async () => {
  let go: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (go = resolve));
  const { agent, appends } = watched([{ ...calls('look'), until }, { text: 'Done.' }]);
  await agent.send('Look.');
  await vi.waitFor(() => expect(agent.draft?.parts).toHaveLength(1));
  const paused = agent.pause();
  go();
  await paused;
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('paused'));
  expect(appends.slice(2)).toEqual(['run.paused']);
});

test('[R165] a runner that dies with a claim of which nothing began leaves a doubt, as with any claim', async () => {
  const presence = fakePresence();
  const clock = fakeClock();
  const store = createMemoryStore();
  const first = presence.open();
  const dying: Store = {
    ...store,
    presence: first,
    append: async (threadId, expectedSeq, events, note) => {
      const result = await store.append(threadId, expectedSeq, events, note);
      if (!events.some(({ type }) => type === 'call.claimed')) return result;
      first.kill();
      return new Promise(() => undefined);
    },
  };
  const script = [calls('look'), { text: 'Done.' }];
  await watched(script, { store: dying, clock }).agent.send('Look.');
  const { agent } = watched(script, { store: { ...store, presence: presence.open() }, clock });
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('inDoubt'));
  await agent.resolve('1.0', { kind: 'retry' });
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
});

test.each([
  ['cancel', 'cancelled'],
  ['pause', 'paused'],
] as const)('[R29] [R32] [R165] a claim that is read together with a %s begins nothing', async (stop, phase) => {
  const began = vi.fn(() => 'seen');
  const tools = { look: defineTool({ description: 'Look.', input: z.object({}), execute: began }) };
  const agentOf = defineAgent({ name: 'desk', instructions: 'Look.', tools });
  const store = createMemoryStore();
  const clock = fakeClock();
  // Takes the claim, does not say so, and somebody else is faster than the second try.
  const forgetful: Store = {
    ...store,
    subscribe: () => () => undefined,
    append: async (threadId, expectedSeq, events, note) => {
      const result = await store.append(threadId, expectedSeq, events, note);
      if (!result.ok || !events.some(({ type }) => type === 'call.claimed')) return result;
      const other = createAgent(agentOf, { model: scriptedModel([]), thread: threadId, store, clock });
      await other[stop]();
      other.dispose();
      throw new Error('The connection was lost.');
    },
  };
  const model = scriptedModel([calls('look'), { text: 'Done.' }]);
  const agent = createAgent(agentOf, { model, thread: 't', store: forgetful, clock });
  await agent.send('Look.');
  await vi.waitFor(() => expect(agent.getSnapshot().problem).toBeDefined());
  clock.advance(500);
  await vi.waitFor(() => expect(findCall(agent.getState(), '1.0')?.status).toMatch(/succeeded|failed/));
  expect([agent.getSnapshot().phase, began.mock.calls]).toEqual([phase, []]);
  expect(findCall(agent.getState(), '1.0')).toMatchObject({
    status: 'failed',
    error: { message: `The run was ${phase} before this call began; it did not run.` },
  });
  agent.dispose();
});

test.each([
  ['with the reply', ['pay']],
  ['by itself', ['pay', 'pay']],
] as const)(
  '[R165] a claim %s that is taken once its agent was disposed begins nothing, and no doubt is left',
  async (_, tools) => {
    const { began, store, presence, take, agent } = await disposedWhileClaiming(tools);
    expect(presence.runners()).toHaveLength(1);
    take();
    await vi.waitFor(async () => expect((await store.read('t')).at(-1)).toMatchObject({ type: 'call.failed' }));
    await vi.waitFor(() => expect(presence.runners()).toEqual([]));
    expect(findCall(agent.getState(), '1.0')).toMatchObject({
      status: 'failed',
      error: { message: 'The agent was disposed before this call began; it did not run.' },
    });
    expect(began).not.toHaveBeenCalled();
  },
);

test('[R165] of an idempotent tool it is claimed again by whoever comes next, and runs once', async () => {
  const { began, store, presence, take, agentOn } = await disposedWhileClaiming(['fetch']);
  take();
  await vi.waitFor(() => expect(presence.runners()).toEqual([]));
  const next = agentOn({ ...store, presence: presence.open() }, [{ text: 'Done.' }]);
  await vi.waitFor(() => expect(next.getSnapshot().phase).toBe('done'));
  expect(findCall(next.getState(), '1.0')).toMatchObject({ status: 'succeeded', claim: { attempt: 2 } });
  expect(began).toHaveBeenCalledOnce();
});

/** A store that has a claim and says so only when `take` is called, and an agent that was disposed meanwhile. */
async function disposedWhileClaiming(tools: readonly ('pay' | 'fetch')[]) {
  const began = vi.fn(() => 'done');
  const tool = { description: 'Do it.', input: z.object({}), execute: began };
  const definition = defineAgent({
    name: 'desk',
    instructions: 'Do it.',
    tools: { pay: defineTool(tool), fetch: defineTool({ ...tool, idempotent: true }) },
  });
  const presence = fakePresence();
  const store = createMemoryStore();
  const clock = fakeClock();
  const { promise: taken, resolve: take } = Promise.withResolvers<void>();
  const claims = vi.fn();
  const slow: Store = {
    ...store,
    presence: presence.open(),
    append: async (threadId, expectedSeq, events, note) => {
      const result = await store.append(threadId, expectedSeq, events, note);
      if (!events.some(({ type }) => type === 'call.claimed')) return result;
      claims();
      await taken;
      return result;
    },
  };
  const agentOn = (on: Store, script: Script) =>
    createAgent(definition, { model: scriptedModel(script), thread: 't', store: on, clock });
  const agent = agentOn(slow, [calls(...tools), { text: 'Done.' }]);
  await agent.send('Do it.');
  await vi.waitFor(() => expect(claims).toHaveBeenCalledOnce());
  agent.dispose();
  return { began, store, presence, take, agent, agentOn };
}

function nameOf({ type }: Event): string {
  return type;
}
