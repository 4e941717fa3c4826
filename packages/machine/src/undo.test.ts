import { createMemoryStore, defineAgent, defineTool, findCall, type Store, type Undo } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { CreateAgentOptions, LiveAgent } from './live-agent.ts';

const threadId = 'thread';
const ann = { kind: 'person', id: 'ann', name: 'Ann' } as const;

/** A desk that charges when somebody says so, can take that back like this, and writes down what it did. */
function makeDesk(undo: Partial<Undo<{ cents: number }, { chargeId: string }>> = {}) {
  const effects: string[] = [];
  const definition = defineAgent({
    name: 'desk',
    instructions: 'Help.',
    tools: {
      charge: defineTool({
        description: 'Charges.',
        input: z.object({ cents: z.number() }),
        approval: 'always',
        execute: ({ cents }, { idempotencyKey }) => {
          effects.push(`charge ${cents} ${idempotencyKey}`);
          return { chargeId: 'ch1' };
        },
        undo: {
          timeoutMs: 1_000,
          execute: ({ cents }, { chargeId }, { idempotencyKey }) => {
            effects.push(`refund ${cents} of ${chargeId} ${idempotencyKey}`);
            return { refunded: true };
          },
          ...undo,
        },
      }),
    },
  });
  return { definition, effects };
}

type Desk = ReturnType<typeof makeDesk>['definition'];

const script = () => scriptedModel([{ calls: [{ tool: 'charge', input: { cents: 500 } }] }, { text: 'Done.' }]);

/** An agent whose run is over: it charged what a person approved. */
async function charged(
  definition: Desk,
  { input, ...options }: Partial<CreateAgentOptions> & { input?: { cents: number } } = {},
) {
  const model = script();
  const agent = createAgent(definition, {
    model,
    thread: threadId,
    store: createMemoryStore(),
    exclusive: true,
    user: ann,
    ...options,
  });
  await agent.send('Charge 5');
  await phase(agent, 'awaitingApproval');
  await agent.approve('1.0', input && { input });
  await phase(agent, 'done');
  return { agent, model };
}

async function phase(agent: LiveAgent, name: string): Promise<void> {
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(name));
}

const statusOf = (agent: LiveAgent, callId: string) => findCall(agent.getState(), callId)?.status;

test('[R136] [R141] after the run has ended, an undo runs, and the model is asked again and told', async () => {
  const { definition, effects } = makeDesk();
  const { agent, model } = await charged(definition);
  expect(await agent.undo('1.0', { reason: 'Wrong customer.' })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(model.requests.length).toBe(3));
  await phase(agent, 'done');
  expect(effects).toEqual(['charge 500 thread:1.0', 'refund 500 of ch1 thread:1.0.undo']);
  const told = model.requests.at(-1)?.messages.at(-1);
  expect(told).toMatchObject({ role: 'user' });
  expect(JSON.stringify(told)).toMatch(/Ann.*Wrong customer.*undone.*refunded/);
  expect(await agent.undo('1.0')).toMatchObject({ ok: false, rejection: { code: 'not_undoable' } });
});

test('[R138] a gated undo waits for its decision, which nobody can edit', async () => {
  const { definition, effects } = makeDesk({ approval: 'always' });
  const { agent } = await charged(definition);
  await agent.undo('1.0');
  await phase(agent, 'awaitingApproval');
  expect(effects).toHaveLength(1);
  const edit = await agent.approve('1.0.undo', { input: { cents: 1 } });
  expect(edit).toMatchObject({ ok: false, rejection: { code: 'invalid_input' } });
  await agent.approve('1.0.undo');
  await phase(agent, 'done');
  expect(effects.at(-1)).toBe('refund 500 of ch1 thread:1.0.undo');
});

test('[R139] what is taken back is what ran, where a person edited the call', async () => {
  const { definition, effects } = makeDesk();
  const { agent } = await charged(definition, { input: { cents: 400 } });
  await agent.undo('1.0');
  await vi.waitFor(() => expect(statusOf(agent, '1.0.undo')).toBe('succeeded'));
  expect(effects).toEqual(['charge 400 thread:1.0', 'refund 400 of ch1 thread:1.0.undo']);
});

test('[R138] an undo lost in a crash is in doubt, and runs again under its key when a person says so', async () => {
  const store = createMemoryStore();
  const crashing = makeDesk({ execute: () => new Promise(() => undefined) });
  const first = await charged(crashing.definition, { store });
  await first.agent.undo('1.0');
  await vi.waitFor(() => expect(statusOf(first.agent, '1.0.undo')).toBe('running'));
  first.agent.dispose();

  const { definition, effects } = makeDesk();
  const model = scriptedModel([{ text: 'Fine.' }]);
  const agent = createAgent(definition, { model, thread: threadId, store, exclusive: true, user: ann });
  await phase(agent, 'inDoubt');
  expect(effects).toEqual([]);
  await agent.resolve('1.0.undo', { kind: 'retry' });
  await phase(agent, 'done');
  expect(effects).toEqual(['refund 500 of ch1 thread:1.0.undo']);
});

test('[R138] an idempotent undo that was lost in a crash is claimed again under its key', async () => {
  const store = createMemoryStore();
  const crashing = makeDesk({ idempotent: true, execute: () => new Promise(() => undefined) });
  const first = await charged(crashing.definition, { store });
  await first.agent.undo('1.0');
  await vi.waitFor(() => expect(statusOf(first.agent, '1.0.undo')).toBe('running'));
  first.agent.dispose();

  const { definition, effects } = makeDesk({ idempotent: true });
  const model = scriptedModel([{ text: 'Fine.' }]);
  const agent = createAgent(definition, { model, thread: threadId, store, exclusive: true });
  await phase(agent, 'done');
  expect(effects).toEqual(['refund 500 of ch1 thread:1.0.undo']);
});

test('[R138] an undo that takes longer than its own time is stopped, and in doubt', async () => {
  const clock = fakeClock();
  const { definition } = makeDesk({
    timeoutMs: 1_000,
    execute: (_, _output, { signal }) => aborted(signal as AbortSignal),
  });
  const { agent } = await charged(definition, { clock });
  await agent.undo('1.0');
  await vi.waitFor(() => expect(statusOf(agent, '1.0.undo')).toBe('running'));
  clock.advance(1_000);
  clock.advance(5_000);
  await phase(agent, 'inDoubt');
});

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('Stopped.'))));
}

test('[R137] two people who undo at once undo once', async () => {
  const { definition, effects } = makeDesk();
  const store = createMemoryStore();
  const { agent } = await charged(definition, { store });
  const other = createAgent(definition, {
    model: script(),
    thread: threadId,
    store,
    user: { kind: 'person', id: 'bob' },
  });
  await vi.waitFor(() => expect(statusOf(other, '1.0')).toBe('succeeded'));
  const decisions = await Promise.all([agent.undo('1.0'), other.undo('1.0')]);
  expect(decisions.filter(({ ok }) => ok)).toHaveLength(1);
  await vi.waitFor(() => expect(statusOf(agent, '1.0.undo')).toBe('succeeded'));
  await vi.waitFor(() => expect(statusOf(other, '1.0.undo')).toBe('succeeded'));
  expect(effects.filter((effect) => effect.startsWith('refund'))).toHaveLength(1);
});

test('[R139] a fork undoes a call of its prefix under the key that the thread would undo it with', async () => {
  const { definition, effects } = makeDesk();
  const store: Store = createMemoryStore();
  const { agent } = await charged(definition, { store });
  const forked = await agent.fork();
  if (!forked.ok) throw new Error(forked.rejection.message);
  const fork = createAgent(definition, {
    model: scriptedModel([{ text: 'Fine.' }]),
    thread: forked.threadId,
    store,
    user: ann,
  });
  await vi.waitFor(() => expect(statusOf(fork, '1.0')).toBe('succeeded'));
  await fork.undo('1.0');
  await phase(fork, 'done');
  await agent.undo('1.0');
  await vi.waitFor(() => expect(statusOf(agent, '1.0.undo')).toBe('succeeded'));
  expect(effects.slice(1)).toEqual(['refund 500 of ch1 thread:1.0.undo', 'refund 500 of ch1 thread:1.0.undo']);
});
