import { createMemoryStore, defineAgent, defineTool, findCall, type Event, type Store } from '@twelvefold/core';
import { scriptedModel, type Script } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { CreateAgentOptions, LiveAgent } from './live-agent.ts';

/** An agent that pays what its model says once somebody approved, on a thread that every agent of the test shares. */
function office(store: Store) {
  const paid: string[] = [];
  const desk = defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      pay: defineTool({
        description: 'Pay.',
        input: z.object({ what: z.string() }),
        approval: 'always',
        execute: ({ what }) => {
          paid.push(what);
          return 'paid';
        },
      }),
    },
  });
  return {
    paid,
    open: (script: Script, options: Partial<CreateAgentOptions> = {}) =>
      createAgent(desk, { model: scriptedModel(script), store, thread: 't', ...options }),
  };
}

const pay = (what: string) => [{ calls: [{ tool: 'pay', input: { what } }] }, { text: 'Done.' }];

async function reaches(agent: LiveAgent, phase: string): Promise<void> {
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(phase), { interval: 1 });
}

/** A store of which nobody hears anything. */
function deaf(): ReturnType<typeof createMemoryStore> {
  return { ...createMemoryStore(), subscribe: () => () => undefined };
}

test('[R160] an agent hears that its thread was deleted: it says what to do, refuses, and writes nothing', async () => {
  const store = createMemoryStore();
  const agent = office(store).open([{ text: 'Hello.' }]);
  await agent.send('Hi');
  await reaches(agent, 'done');
  await store.delete('t');
  await vi.waitFor(() => expect(agent.getSnapshot().problem?.code).toBe('thread_gone'));
  expect(agent.getSnapshot().problem?.message).toMatch(/deleted.*Make another agent/);
  expect(await agent.send('Are you there?')).toMatchObject({ ok: false, rejection: { code: 'thread_gone' } });
  expect(await agent.fork()).toMatchObject({ ok: false, rejection: { code: 'thread_gone' } });
  await expect(agent.readEvents()).rejects.toMatchObject({ code: 'thread_gone' });
  expect(await store.read('t')).toEqual([]);
  const next = office(store).open([{ text: 'New.' }]);
  await next.send('Again');
  await reaches(next, 'done');
});

test('[R160] a request to the model ends when its thread is deleted', async () => {
  const store = createMemoryStore();
  let signal: AbortSignal | undefined;
  const agent = office(store).open([], {
    model: {
      id: 'slow',
      // oxlint-disable-next-line require-yield -- It never gets to that.
      async *stream(_, context) {
        signal = context.signal;
        await new Promise(() => undefined);
      },
    },
  });
  await agent.send('Hi');
  await vi.waitFor(() => expect(signal).toBeDefined());
  await store.delete('t');
  await vi.waitFor(() => expect(signal?.aborted).toBe(true));
  expect(agent.getSnapshot().draft).toBeUndefined();
});

test.each([
  ['hears of it', createMemoryStore],
  ['hears nothing', deaf],
])(
  '[R159] [R160] an approval of a deleted thread approves nothing of the one that was begun under its id: who shows it %s',
  async (_, makeStore) => {
    const store = makeStore();
    const { open, paid } = office(store);
    const old = open(pay('old'));
    await old.send('Pay');
    await reaches(old, 'awaitingApproval');
    await store.delete('t');
    const next = open(pay('new'));
    await next.send('Pay');
    await reaches(next, 'awaitingApproval');
    expect(next.getState().seq).toBe(old.getState().seq);
    expect(await old.approve('1.0')).toMatchObject({ ok: false, rejection: { code: 'thread_gone' } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(paid).toEqual([]);
    expect(findCall(old.getState(), '1.0')).toMatchObject({ status: 'gated', input: { what: 'old' } });
    await next.approve('1.0');
    await reaches(next, 'done');
    expect(paid).toEqual(['new']);
  },
);

test('[R160] no event of a longer log under the id of a deleted thread reaches who showed that one', async () => {
  const store = deaf();
  const { open } = office(store);
  const old = open([{ text: 'Old.' }]);
  await old.send('Hi');
  await reaches(old, 'done');
  const before = old.getState();
  await store.delete('t');
  const next = open([{ text: 'One.' }, { text: 'Two.' }]);
  for (const text of ['First', 'Second']) {
    await next.send(text);
    await reaches(next, 'done');
  }
  expect(await old.fork()).toMatchObject({ ok: false, rejection: { code: 'thread_gone' } });
  expect(await old.send('Hello?')).toMatchObject({ ok: false, rejection: { code: 'thread_gone' } });
  expect(old.getState()).toEqual(before);
});

test('[R161] a saved log does not bring back a thread that was deleted', async () => {
  const store = createMemoryStore();
  const { open } = office(store);
  const first = open([{ text: 'Hello.' }]);
  await first.send('My secret');
  await reaches(first, 'done');
  const events: readonly Event[] = await store.read('t');
  first.dispose();
  const agent = open([{ text: 'Again.' }], { thread: { id: 't', events } });
  const waiting = open([{ text: 'Again.' }], { thread: { id: 't', events, isStored: true }, autoStart: false });
  await agent.start();
  await store.delete('t');
  for (const each of [agent, waiting]) {
    expect(await each.fork()).toMatchObject({ ok: false, rejection: { code: 'thread_gone' } });
    expect(await each.send('More')).toMatchObject({ ok: false, rejection: { code: 'thread_gone' } });
  }
  expect(await store.read('t')).toEqual([]);
});

test('a command that waits for the thread to be read is refused once the agent is disposed', async () => {
  const store = createMemoryStore();
  const reading = Promise.withResolvers<void>();
  const slow: Store = { ...store, read: (...range) => reading.promise.then(() => store.read(...range)) };
  const agent = office(slow).open([{ text: 'Hello.' }]);
  const sent = agent.send('Too late?');
  agent.dispose();
  reading.resolve();
  expect(await sent).toMatchObject({ ok: false, rejection: { code: 'not_running' } });
  expect(await store.read('t')).toEqual([]);
});
