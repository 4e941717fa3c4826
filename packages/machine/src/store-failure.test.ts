import { createMemoryStore, defineAgent, defineTool, type EventType, type Store } from '@twelvefold/core';
import { fakeClock, scriptedModel, type FakeClock } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';

const desk = defineAgent({
  name: 'desk',
  instructions: 'You keep the invoices.',
  tools: { look: defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' }) },
});

/** A store that fails the first append that has an event of that type. */
function failingAt(type: EventType): Store {
  const store = createMemoryStore();
  let isDue = true;
  return {
    ...store,
    append: async (threadId, expectedSeq, events) => {
      if (isDue && events.some((event) => event.type === type)) {
        isDue = false;
        throw new Error('The disk is full.');
      }
      return store.append(threadId, expectedSeq, events);
    },
  };
}

test.each(['model.requested', 'model.replied', 'call.claimed', 'call.succeeded'] as const)(
  'a store that fails at %s and then works again loses nothing: the run goes on by itself',
  async (type) => {
    const clock = fakeClock();
    // Two calls: each claim is an append of its own.
    const model = scriptedModel([{ calls: [{ tool: 'look' }, { tool: 'look' }] }, { text: 'Done.' }]);
    const agent = createAgent(desk, { model, store: failingAt(type), thread: 't', clock });
    const problems = new Set<string | undefined>();
    agent.subscribe(() => problems.add(agent.getSnapshot().problem?.code));
    await agent.send('Look');
    await vi.waitFor(() => expect(problems).toContain('store_failed'));
    await vi.waitFor(() => {
      clock.advance(500);
      expect(agent.getSnapshot()).toMatchObject({ phase: 'done', problem: undefined });
    });
    const kinds = agent.getState().entries.map(({ kind }) => kind);
    expect(kinds).toEqual(['message', 'reply', 'call', 'call', 'reply', 'notice']);
  },
);

/** An agent whose tool ends when the test says so, on a store that can be closed. */
async function atWork() {
  const clock = fakeClock();
  const kept = createMemoryStore();
  let finish: () => void = () => undefined;
  let isClosed = false;
  const append = vi.fn<Store['append']>(async (threadId, expectedSeq, events) => {
    if (isClosed) throw new Error('The store was closed.');
    return kept.append(threadId, expectedSeq, events);
  });
  const execute = vi.fn(() => new Promise<string>((resolve) => (finish = () => resolve('seen'))));
  const look = defineTool({ description: 'Look.', input: z.object({}), execute });
  const agent = createAgent(defineAgent({ name: 'desk', instructions: '', tools: { look } }), {
    model: scriptedModel([{ calls: [{ tool: 'look' }] }, { text: 'Done.' }]),
    store: { ...kept, append },
    thread: 't',
    clock,
  });
  await agent.send('Look');
  await vi.waitFor(() => expect(execute).toHaveBeenCalledOnce());
  append.mockClear();
  return { agent, clock, append, finish: () => finish(), close: (closed: boolean) => (isClosed = closed) };
}

/** Lets `timeMs` pass, and all that comes of it happen. */
async function pass(clock: FakeClock, timeMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < timeMs; passedMs += 500) {
    clock.advance(500);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

test('when the agent is disposed and its store closed, a result is given up after a few times: a program can end', async () => {
  const { agent, clock, append, finish, close } = await atWork();
  agent.dispose();
  close(true);
  finish();
  await vi.waitFor(() => expect(append).toHaveBeenCalledOnce());
  await pass(clock, 60_000);
  expect(append).toHaveBeenCalledTimes(4);
  expect(clock.sleepers()).toBe(0);
});

test('when the agent is disposed while its result waits for the store, that ends, too', async () => {
  const { agent, clock, append, finish, close } = await atWork();
  close(true);
  finish();
  await pass(clock, 30_000);
  const before = append.mock.calls.length;
  agent.dispose();
  await pass(clock, 60_000);
  expect(append.mock.calls.length - before).toBeLessThanOrEqual(4);
  expect(clock.sleepers()).toBe(0);
});

test('a store that works again soon after the agent was disposed is still told how its tool ended', async () => {
  const { agent, clock, append, finish, close } = await atWork();
  agent.dispose();
  close(true);
  finish();
  await vi.waitFor(() => expect(append).toHaveBeenCalledOnce());
  close(false);
  await pass(clock, 1_000);
  expect((await agent.readEvents()).map(({ type }) => type)).toContain('call.succeeded');
});

test('while the agent lives, a result is offered for as long as the store fails', async () => {
  const { agent, clock, finish, close } = await atWork();
  close(true);
  finish();
  await pass(clock, 45_000);
  close(false);
  await pass(clock, 10_000);
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
});
