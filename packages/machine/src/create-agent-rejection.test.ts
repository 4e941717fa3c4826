import { createMemoryStore, defineAgent, defineTool, type Store } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { LiveAgent } from './live-agent.ts';

const pay = defineTool({
  input: z.object({ amount: z.number().positive() }).describe('Pays.'),
  execute: ({ amount }) => `paid ${amount}`,
});
const desk = defineAgent({ name: 'desk', instructions: 'You pay.', approval: 'always', tools: { pay } });

function open(store: Store = createMemoryStore()): LiveAgent {
  const model = scriptedModel([{ calls: [{ tool: 'pay', input: { amount: 5 } }] }, { text: 'Done.' }]);
  return createAgent(desk, { model, store, thread: 't', exclusive: true });
}

async function waiting(agent: LiveAgent): Promise<void> {
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
}

const rejectionOf = (agent: LiveAgent) => agent.getSnapshot().rejection;

test('a snapshot says why the last command was refused, until one is accepted', async () => {
  const agent = open();
  expect(rejectionOf(agent)).toBeUndefined();
  await agent.send(' ');
  expect(rejectionOf(agent)).toEqual({
    code: 'empty_message',
    message: 'Write something first: the message is empty.',
  });
  await agent.resume();
  expect(rejectionOf(agent)).toMatchObject({ code: 'not_paused' });
  await agent.send('Pay 5');
  expect(rejectionOf(agent)).toBeUndefined();
  await waiting(agent);
  await agent.approve('1.0', { input: { amount: -5 } });
  expect(rejectionOf(agent)).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('amount') });
  expect(agent.getInitialSnapshot().rejection).toBeUndefined();
  await agent.approve('1.0', { input: { amount: 4 } });
  expect(rejectionOf(agent)).toBeUndefined();
});

test('of two agents on a thread, the one that was too late says who was faster, and the other says nothing', async () => {
  const store = createMemoryStore();
  const one = open(store);
  await one.send('Pay 5');
  await waiting(one);
  const other = open(store);
  await waiting(other);
  const ada = { kind: 'person', id: 'ada', name: 'Ada' } as const;
  await Promise.all([one.deny('1.0', { by: ada }), other.approve('1.0')]);
  expect(rejectionOf(one)).toBeUndefined();
  expect(rejectionOf(other)).toEqual({
    code: 'already_decided',
    message: 'Call 1.0 was decided already: denied by Ada.',
  });
});

test('what is refused before it becomes a command is told like any other refusal', async () => {
  const agent = open();
  const seen: unknown[] = [];
  agent.subscribe(() => seen.push(rejectionOf(agent)));
  const rejection = { code: 'invalid_input', message: 'Give "amount" a number.' } as const;
  expect(agent.refuse(rejection)).toEqual({ ok: false, rejection });
  expect(rejectionOf(agent)).toBe(rejection);
  await vi.waitFor(() => expect(seen).toContain(rejection));
  expect(agent.getState().seq).toBe(0);
  await agent.send('Pay 5');
  expect(rejectionOf(agent)).toBeUndefined();
});

test('a disposed agent and a store that fails refuse visibly', async () => {
  const agent = open();
  agent.dispose();
  await agent.send('Pay 5');
  expect(rejectionOf(agent)).toMatchObject({ code: 'not_running' });
  const full: Store = { ...createMemoryStore(), append: () => Promise.reject(new Error('The disk is full.')) };
  const stuck = open(full);
  await stuck.send('Pay 5');
  expect(rejectionOf(stuck)).toMatchObject({ code: 'store_failed' });
});
