import { createMemoryStore, defineAgent, defineTool, type Model, type Store } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { LiveAgent } from './live-agent.ts';

const threadId = 'thread';

/** A desk that pays once a person says so, and writes down each time that it did. */
function makeDesk(execute: (signal: AbortSignal) => unknown = () => 'paid') {
  const effects: string[] = [];
  const definition = defineAgent({
    name: 'desk',
    instructions: 'Help.',
    tools: {
      pay: defineTool({
        description: 'Pay.',
        input: z.object({}),
        approval: 'always',
        timeoutMs: 1_000,
        execute: (_, { attempt, signal }) => {
          effects.push(`pay ${attempt}`);
          return execute(signal);
        },
      }),
    },
  });
  return { definition, effects };
}

const payThenTalk = () => scriptedModel([{ calls: [{ tool: 'pay' }] }, { text: 'Done.' }]);

test('a message that comes while a request is being made is seen by the model before the run ends', async () => {
  const model = scriptedModel([{ text: 'Hello.' }]);
  const agent = createAgent(makeDesk().definition, { model });
  await Promise.all([agent.send('first'), agent.send('second')]);
  await phase(agent, 'done');
  expect(JSON.stringify(model.requests.at(-1)?.messages)).toContain('second');
});

test.each(['retry', 'give_up'] as const)(
  '[M4] a claim that wakes up after its lease runs nothing: a person said %s in the meantime',
  async (kind) => {
    const clock = fakeClock();
    const { definition, effects } = makeDesk();
    const store = createMemoryStore();
    let wake: () => void = () => undefined;
    const frozen: Store = {
      ...store,
      append: async (id, seq, events) => {
        const result = await store.append(id, seq, events);
        if (events.some(({ type }) => type === 'call.claimed')) await new Promise<void>((resolve) => (wake = resolve));
        return result;
      },
    };
    const sleepy = createAgent(definition, { model: payThenTalk(), store: frozen, clock, thread: threadId });
    await sleepy.send('Pay');
    await phase(sleepy, 'awaitingApproval');
    void sleepy.approve('1.0');
    await vi.waitFor(async () => expect((await store.read(threadId)).at(-1)?.type).toBe('call.claimed'));
    const other = createAgent(definition, {
      model: scriptedModel([{ text: 'Done.' }]),
      store,
      clock,
      thread: threadId,
    });
    await phase(other, 'running');
    await vi.waitFor(() => expect(clock.sleepers()).toBeGreaterThan(0));
    clock.advance(7_000);
    await phase(other, 'inDoubt');
    await other.resolve('1.0', { kind });
    await phase(other, 'done');
    wake();
    await phase(sleepy, 'done');
    expect(effects).toEqual(kind === 'retry' ? ['pay 2'] : []);
  },
);

test('a tool that gives up because its time is over may have done its work: a person is asked, nothing is charged twice', async () => {
  const clock = fakeClock();
  const { definition, effects } = makeDesk(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const agent = createAgent(definition, { model: payThenTalk(), clock });
  await agent.send('Pay');
  await phase(agent, 'awaitingApproval');
  await agent.approve('1.0');
  await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
  clock.advance(1_000);
  clock.advance(5_000);
  await phase(agent, 'inDoubt');
  expect(effects).toEqual(['pay 1']);
});

test('a model that never ends is given up after its lease, and asked again', async () => {
  const clock = fakeClock();
  let requests = 0;
  const model: Model = {
    id: 'hung',
    // oxlint-disable-next-line require-yield -- it says nothing, for ever
    async *stream() {
      requests++;
      await new Promise(() => undefined);
    },
  };
  const agent = createAgent(makeDesk().definition, { model, clock });
  await agent.send('Hi');
  await vi.waitFor(() => expect(requests).toBe(1));
  await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
  clock.advance(10 * 60_000);
  await phase(agent, 'backingOff');
  expect(agent.getState().entries.at(-1)).toMatchObject({ kind: 'notice', type: 'model.failed' });
  agent.dispose();
});

test('secrets are taken out before their parts look like something else', async () => {
  const key = 'AKIA1234567890ABCDEF:wJalrXUtnFEMIK7MDENGbPxRfiCY';
  const { definition } = makeDesk(() => ({ used: key }));
  const secrets = { AWS: key, NONE: undefined } as unknown as Record<string, string>;
  const agent = createAgent(definition, { model: payThenTalk(), secrets });
  await agent.send('Pay');
  await phase(agent, 'awaitingApproval');
  await agent.approve('1.0');
  await phase(agent, 'done');
  expect(JSON.stringify(agent.getState())).not.toContain('wJalr');
});

test('whoever watches and throws harms nothing', async () => {
  const thrown: unknown[] = [];
  const hear = (error: unknown): void => void thrown.push(error);
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', hear);
  try {
    const inspect = (): never => {
      throw new Error('inspector');
    };
    const agent = createAgent(makeDesk().definition, { model: scriptedModel([{ text: 'Hi.' }]), inspect });
    agent.subscribe(() => {
      throw new Error('listener');
    });
    expect(await agent.send('Hi')).toMatchObject({ ok: true });
    await phase(agent, 'done');
    await new Promise((resolve) => setTimeout(resolve));
    expect(new Set(thrown.map((error) => (error as Error).message))).toEqual(new Set(['inspector', 'listener']));
    expect(agent.actor.getSnapshot().status).toBe('active');
  } finally {
    process.off('uncaughtException', hear);
    for (const listener of before) process.on('uncaughtException', listener);
  }
});

test.each<[string, Partial<Store>]>([
  ['does not say whether it appended', { append: async () => undefined as never }],
  ['gives the thread twice', { read: async () => [{ seq: 2 }, { seq: 2 }] as never }],
  ['gives nothing', { read: async () => undefined as never }],
])('a store that %s is a store that fails, and nothing is taken from it', async (_, broken) => {
  const store = { ...createMemoryStore(), ...broken };
  const agent = createAgent(makeDesk().definition, { model: payThenTalk(), store, thread: threadId, autoStart: false });
  if (broken.read) await agent.start();
  else await agent.send('Hi');
  const problem = { code: 'store_failed', message: expect.stringMatching(/^The store did not/) };
  expect(agent.getSnapshot()).toMatchObject({ problem, state: { seq: 0 } });
  expect(agent.actor.getSnapshot().status).toBe('active');
});

test('a store that cannot be listened to still keeps the thread', async () => {
  const subscribe = (): never => {
    throw new Error('no channel');
  };
  const store = { ...createMemoryStore(), subscribe };
  const agent = createAgent(makeDesk().definition, {
    model: scriptedModel([{ text: 'Hi.' }]),
    store,
    thread: threadId,
  });
  expect(await agent.send('Hi')).toMatchObject({ ok: true });
  await phase(agent, 'done');
});

test('an agent that was stopped refuses commands', async () => {
  const agent = createAgent(makeDesk().definition, { model: payThenTalk() });
  agent.dispose();
  expect(await agent.send('Hi')).toMatchObject({ ok: false, rejection: { code: 'not_running' } });
});

function phase(agent: LiveAgent, wanted: string): Promise<void> {
  return vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(wanted));
}
