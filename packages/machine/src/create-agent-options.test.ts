import {
  createMemoryStore,
  defineAgent,
  defineTool,
  type Event,
  type MessageEntry,
  type State,
  type Store,
} from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { LiveAgent } from './live-agent.ts';

const desk = defineAgent({
  name: 'desk',
  instructions: 'You keep the invoices.',
  tools: {
    pay: defineTool({
      description: 'Pay.',
      input: z.object({ amount: z.number() }),
      approval: 'always',
      execute: ({ amount }) => ({ paid: amount }),
    }),
  },
});
const model = scriptedModel([{ text: 'Hello.' }]);

function reached(agent: LiveAgent, phase: string): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (agent.getSnapshot().phase === phase) resolve();
    };
    agent.subscribe(check);
    check();
  });
}

async function savedThread(): Promise<{ readonly id: string; readonly events: readonly Event[] }> {
  const store = createMemoryStore();
  const agent = createAgent(desk, { model, store, thread: 'saved' });
  await agent.send('Hi');
  await reached(agent, 'done');
  return { id: 'saved', events: await store.read('saved') };
}

const authors = (state: State): readonly string[] =>
  state.entries.filter((entry): entry is MessageEntry => entry.kind === 'message').map((entry) => entry.by.id);

test('a user who is a function is asked at each command', async () => {
  let id = 'ada';
  const agent = createAgent(desk, { model, user: () => ({ kind: 'person', id }) });
  await agent.send('One');
  id = 'bob';
  await agent.send('Two');
  expect(authors(agent.getState())).toEqual(['ada', 'bob']);
});

test('an agent that has not started tells an inspector nothing, asks for no id and no time; later it tells all', async () => {
  const heard: string[] = [];
  const forbidden = (): never => {
    throw new Error('Nothing may happen before the start.');
  };
  const { id, events } = await savedThread();
  let isStarted = false;
  const clock = fakeClock();
  const agent = createAgent(desk, {
    model,
    thread: { id, events: events.slice(0, 3) },
    inspect: ({ type }) => heard.push(type),
    clock: {
      now: () => (isStarted ? clock.now() : forbidden()),
      newId: () => (isStarted ? clock.newId() : forbidden()),
      sleepUntil: (...args) => (isStarted ? clock.sleepUntil(...args) : forbidden()),
    },
    autoStart: false,
  });
  expect(agent.getSnapshot()).toMatchObject({ isRestoring: false, phase: 'thinking', state: { seq: 3 } });
  expect(heard).toEqual([]);
  isStarted = true;
  await agent.start();
  await reached(agent, 'done');
  expect(heard[0]).toBe('@xstate.actor');
});

test('only a thread that has yet to be read is loading', () => {
  const loads = (options: { readonly thread?: string; readonly store?: Store }): boolean =>
    createAgent(desk, { model, autoStart: false, ...options }).getSnapshot().isRestoring;
  const store = createMemoryStore();
  expect([loads({ thread: 't', store }), loads({ store }), loads({ thread: 't' }), loads({})]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('a saved log is given to a store that has nothing of it, once something is written', async () => {
  const saved = await savedThread();
  const store = createMemoryStore();
  const agent = createAgent(desk, { model, thread: saved, store });
  await agent.start();
  expect(await store.read('saved')).toEqual([]);
  expect(await agent.send('Again')).toMatchObject({ ok: true });
  await reached(agent, 'done');
  const stored = await store.read('saved');
  expect(stored.slice(0, saved.events.length)).toEqual(saved.events);
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
  expect(agent.getState().seq).toBe(stored.length);
});

test('two agents that bring the same saved log to an empty store agree', async () => {
  const saved = await savedThread();
  const store = createMemoryStore();
  const agents = [
    createAgent(desk, { model, thread: saved, store }),
    createAgent(desk, { model, thread: saved, store }),
  ];
  const decisions = await Promise.all(agents.map((agent, index) => agent.send(`Hello from ${index}`)));
  expect(decisions).toMatchObject([{ ok: true }, { ok: true }]);
  await Promise.all(agents.map((agent) => reached(agent, 'done')));
  const [first, second] = agents.map((agent) => agent.getState());
  expect(first).toEqual(second);
});

test('[R160] a store that lost events refuses what is written, and says what to do', async () => {
  const saved = await savedThread();
  const store = createMemoryStore({ saved: saved.events.slice(0, 2) });
  const agent = createAgent(desk, { model, thread: saved, store });
  expect(await agent.send('Again')).toMatchObject({
    ok: false,
    rejection: { code: 'thread_gone', message: expect.stringContaining('Make another agent') },
  });
  expect(agent.getSnapshot().problem?.code).toBe('thread_gone');
  expect(await store.read('saved')).toHaveLength(2);
});

test('detached, it hears nothing of others until it starts again or is asked something', async () => {
  const store = createMemoryStore();
  let listeners = 0;
  const counting: Store = {
    ...store,
    subscribe: (threadId, listener) => {
      listeners++;
      const unsubscribe = store.subscribe(threadId, listener);
      return () => {
        listeners--;
        unsubscribe();
      };
    },
  };
  const watched = createAgent(desk, { model, thread: 't', store: counting });
  const other = createAgent(desk, { model, thread: 't', store });
  await watched.start();
  expect(listeners).toBe(1);
  watched.detach();
  expect(listeners).toBe(0);
  await other.send('Hi');
  await reached(other, 'done');
  expect(watched.getState().seq).toBe(0);
  await watched.start();
  expect(watched.getState()).toEqual(other.getState());
  watched.detach();
  await watched.send('And me');
  expect(listeners).toBe(1);
});
