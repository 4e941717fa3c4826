import { defineAgent, defineTool } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { handModel } from '../test/hand-model.ts';
import { makeDesk } from '../test/desk.ts';
import { toText } from './to-text.ts';
import { toView } from './to-view.ts';

const link = (invoice: string) => ({ tool: 'create_payment_link', input: { invoice, cents: 500 } });

const texts = (agent: LiveAgent): readonly string[] => toView(agent, agent.getSnapshot()).entries.map(toText);

async function phase(agent: LiveAgent, wanted: string): Promise<void> {
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(wanted));
}

test('what streams is said as far as it is written', async () => {
  const model = handModel();
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Bill F-1');
  model.write('A li');
  await vi.waitFor(() => expect(texts(agent)).toEqual(['Bill F-1', 'A li']));
  model.write('nk.');
  const call = model.call('create_payment_link');
  await vi.waitFor(() =>
    expect(texts(agent)).toEqual(['Bill F-1', 'A link.', 'create_payment_link: is being written']),
  );
  call.write('{"invoice":"F-1","ce');
  await vi.waitFor(() => expect(texts(agent)[2]).toBe('create_payment_link {"invoice":"F-1"}: is being written'));
});

test('a call says how it stands, and why', async () => {
  const script = [
    { text: 'Three calls.', calls: [link('F-1'), link('F-2'), { tool: 'look_up', input: { at: 1 } }] },
    { text: 'Done.' },
  ];
  const agent = createAgent(makeDesk(), { model: scriptedModel(script) });
  await agent.prefetch('customer', { name: 'Ann' });
  await agent.send('Bill them');
  await phase(agent, 'awaitingApproval');
  const one = 'create_payment_link {"invoice":"F-1","cents":500,"currency":"EUR"}';
  const two = 'create_payment_link {"invoice":"F-2","cents":500,"currency":"EUR"}';
  const seen = texts(agent);
  expect(seen).toEqual([
    'customer {"name":"Ann"}',
    'Bill them',
    'Three calls.',
    `${one}: waits for approval`,
    `${two}: waits for approval`,
    expect.stringMatching(/^look_up \{"at":1\}: rejected, .*\n- invoice: /),
  ]);
  await agent.approve('1.0');
  await agent.deny('1.1', { reason: 'Too much.' });
  await phase(agent, 'done');
  expect(texts(agent).slice(3, 5)).toEqual([`${one}: succeeded`, `${two}: denied, Too much.`]);
  expect(texts(agent).slice(6)).toEqual(['Done.', '']);
});

test('a denial says what to do instead, and a rule what it is for', async () => {
  const agent = createAgent(makeDesk(), { model: scriptedModel([{ calls: [link('F-1')] }, { text: 'Done.' }]) });
  await agent.allow('refund');
  await agent.revokeRule('rule-1');
  await agent.send('Bill F-1');
  await phase(agent, 'awaitingApproval');
  await agent.deny('1.0', { reason: 'Too much.', suggestion: 'Half.' });
  await phase(agent, 'done');
  expect(texts(agent).slice(0, 2)).toEqual(['refund runs without asking from now on', 'refund asks again from now on']);
  expect(texts(agent)[4]).toMatch(/: denied, Too much\., instead: Half\.$/);
});

test('a question comes with its answer', async () => {
  const calls = [{ tool: 'ask_human', input: { question: 'Which one?' } }];
  const agent = createAgent(makeDesk(), { model: scriptedModel([{ calls }, { text: 'Fine.' }]) });
  await agent.send('Bill it');
  await phase(agent, 'awaitingHuman');
  expect(texts(agent).slice(2)).toEqual(['ask_human {"question":"Which one?"}: waits for an answer', 'Which one?']);
  await agent.answer('The first.');
  await phase(agent, 'done');
  expect(texts(agent)).toContain('Which one? The first.');
});

test('a call whose outcome nobody knows says so, and notices are what they say', async () => {
  const clock = fakeClock();
  const pay = defineTool({ description: 'Pays.', input: z.object({}), execute: () => new Promise(() => undefined) });
  const agent = createAgent(defineAgent({ name: 'bank', instructions: '', tools: { pay } }), {
    model: scriptedModel([{ calls: [{ tool: 'pay' }] }, { text: 'Fine.' }]),
    clock,
  });
  await agent.send('Pay');
  await vi.waitFor(() => expect(texts(agent)).toContain('pay {}: running'));
  await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
  clock.advance(66_000);
  await vi.waitFor(() => expect(texts(agent)).toContain('pay {}: nobody knows whether it happened'));
  await agent.resolve('1.0', { kind: 'give_up' });
  await phase(agent, 'done');
  expect(texts(agent)).toContain('pay {}: given up');
  await agent.send('Again');
  await agent.cancel({ reason: 'Enough.' });
  expect(texts(agent).at(-1)).toBe('Enough.');
});

test('why a request failed is said once, and in full of an entry alone', async () => {
  const model = scriptedModel([{ throws: Object.assign(new Error('The key is wrong.'), { retryable: false }) }]);
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Bill F-1');
  await phase(agent, 'failed');
  expect(texts(agent)).toEqual(['Bill F-1', 'The key is wrong.', 'The run failed']);
  expect(toText(toView(agent, agent.getSnapshot()).entries.at(-1)!)).toBe('The key is wrong.');
});

test('an undo is told from its call, and the call says that it is undone', async () => {
  const charge = defineTool({
    description: 'Charges.',
    input: z.object({ cents: z.number() }),
    execute: () => 'ch1',
    undo: { approval: 'always', execute: () => 'refunded' },
  });
  const calls = [{ tool: 'charge', input: { cents: 5 } }];
  const agent = createAgent(defineAgent({ name: 'bank', instructions: '', tools: { charge } }), {
    model: scriptedModel([{ calls }, { text: 'Charged.' }, { text: 'Undone.' }]),
  });
  await agent.send('Charge');
  await phase(agent, 'done');
  await agent.undo('1.0');
  await phase(agent, 'awaitingApproval');
  expect(texts(agent)).toContain('charge {"cents":5}: succeeded');
  expect(texts(agent)).toContain('undo of charge {"cents":5}: waits for approval');
  await agent.approve('1.0.undo');
  await phase(agent, 'done');
  expect(texts(agent)).toContain('charge {"cents":5}: undone');
  expect(texts(agent)).toContain('undo of charge {"cents":5}: succeeded');
});

test('a fork says that it is one', async () => {
  const model = scriptedModel([{ text: 'Fine.' }]);
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Bill it');
  await phase(agent, 'done');
  const fork = await agent.fork();
  const { store } = agent;
  const branch = createAgent(makeDesk(), { model, store, ...(fork.ok && { thread: fork.threadId }) });
  await phase(branch, 'done');
  expect(texts(branch).at(-1)).toBe('From here on another branch');
});
