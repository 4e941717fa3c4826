import { defineAgent, defineTool, type Actor, type Decision } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { expect, expectTypeOf, test, vi } from 'vitest';
import { z } from 'zod';
import { toView } from './to-view.ts';
import { viewAt } from './view-at.ts';
import type { ViewCall } from './view-call.ts';

const input = z.object({ cents: z.number(), currency: z.string().default('EUR') });

function makeDesk(undoApproval: 'never' | 'always' = 'never') {
  return defineAgent({
    name: 'desk',
    instructions: 'Help.',
    tools: {
      charge: defineTool({
        description: 'Charges.',
        input,
        execute: () => ({ chargeId: 'ch1' }),
        undo: { approval: undoApproval, execute: (_, { chargeId }) => ({ refunded: chargeId }) },
      }),
      look: defineTool({ description: 'Looks.', input: z.object({}), execute: () => 'seen' }),
    },
  });
}

/** An agent that charged and looked. */
async function after(definition = makeDesk()) {
  const calls = [
    { tool: 'charge', input: { cents: 500 } },
    { tool: 'look', input: {} },
  ];
  const agent = createAgent(definition, {
    model: scriptedModel([{ calls }, { text: 'Done.' }]),
    user: { kind: 'person', id: 'ann' },
  });
  await agent.send('Go');
  await rest(agent);
  return agent;
}

const viewOf = (agent: LiveAgent) => toView(agent, agent.getSnapshot());

async function rest(agent: LiveAgent): Promise<void> {
  await vi.waitFor(() => expect(viewOf(agent)).toMatchObject({ isBusy: false, isRestoring: false }));
}

function callOf(agent: LiveAgent, id: string): ViewCall {
  const call = viewOf(agent).entries.find((entry) => entry.kind === 'call' && entry.id === id);
  if (call?.kind !== 'call') throw new Error(`There is no call ${id}.`);
  return call;
}

async function undo(agent: LiveAgent, reason?: string): Promise<Decision | undefined> {
  const call = callOf(agent, '1.0');
  return call.status === 'succeeded' ? call.undo?.(reason) : undefined;
}

test('a call that succeeded can be undone where its tool can, and says afterwards who had that done', async () => {
  const agent = await after();
  expect(callOf(agent, '1.1')).not.toHaveProperty('undo');
  const look = callOf(agent, '1.1');
  expect(await undo(agent, 'Wrong customer.')).toMatchObject({ ok: true });
  await rest(agent);
  expect(callOf(agent, '1.0')).toMatchObject({ tool: 'charge', status: 'succeeded', undoneBy: { id: 'ann' } });
  expect(callOf(agent, '1.0')).not.toHaveProperty('undo');
  expect(callOf(agent, '1.1')).toBe(look);
});

test('its undo is a call of no tool: nobody takes its input or output for those of the tool', async () => {
  const agent = await after();
  await undo(agent, 'Wrong customer.');
  await rest(agent);
  expect(callOf(agent, '1.0.undo')).toMatchObject({
    tool: undefined,
    toolName: 'charge',
    undoes: '1.0',
    status: 'succeeded',
    input: { cents: 500 },
    output: { refunded: 'ch1' },
    requested: { by: { id: 'ann' }, reason: 'Wrong customer.' },
  });
  expect(callOf(agent, '1.0')).toMatchObject({ input: { cents: 500, currency: 'EUR' } });
  expect(callOf(agent, '1.0.undo')).not.toHaveProperty('undo');
});

test('one that waits for a decision has a handle like any other, and can be asked for again when it was denied', async () => {
  const agent = await after(makeDesk('always'));
  const before = callOf(agent, '1.0');
  await undo(agent);
  await rest(agent);
  const [approval] = viewOf(agent).approvals;
  expect(approval).toMatchObject({ id: '1.0.undo', tool: undefined, toolName: 'charge', input: { cents: 500 } });
  expect(approval?.call.undoes).toBe('1.0');
  expect(callOf(agent, '1.0')).not.toHaveProperty('undo');
  expect(callOf(agent, '1.0')).not.toHaveProperty('undoneBy');
  expect(await approval?.approve({ input: { cents: 1 } as never })).toMatchObject({
    ok: false,
    rejection: { code: 'invalid_input' },
  });
  await approval?.deny('Keep it.');
  await rest(agent);
  expect(callOf(agent, '1.0')).toMatchObject({ undo: expect.any(Function) as unknown });
  expect(before.status === 'succeeded' && (await before.undo?.())).toMatchObject({ ok: true });
  await rest(agent);
  await viewOf(agent).approvals[0]?.approve();
  await rest(agent);
  expect(callOf(agent, '1.0.undo2')).toMatchObject({ status: 'succeeded' });
});

test('nobody is offered to undo what they may not decide about, whoever the user is by then', async () => {
  const definition = defineAgent({
    name: 'desk',
    instructions: 'Help.',
    tools: {
      charge: defineTool({
        description: 'Charges.',
        input,
        approval: () => ({ ask: { approvers: ['ann'] } }),
        execute: () => ({ chargeId: 'ch1' }),
        undo: { approval: 'never', execute: () => null },
      }),
    },
  });
  let user: Actor = { kind: 'person', id: 'ann' };
  const agent = createAgent(definition, {
    model: scriptedModel([{ calls: [{ tool: 'charge', input: { cents: 500 } }] }, { text: 'Done.' }]),
    user: () => user,
  });
  await agent.send('Go');
  await rest(agent);
  await viewOf(agent).approvals[0]?.approve();
  await rest(agent);
  user = { kind: 'person', id: 'eve' };
  const call = callOf(agent, '1.0');
  expect(call.status === 'succeeded' && call.undo).toBeUndefined();
  expect(await agent.undo('1.0')).toMatchObject({ ok: false, rejection: { code: 'not_an_approver' } });
  user = { kind: 'person', id: 'ann' };
  expect(await undo(agent)).toMatchObject({ ok: true });
});

test('a view of the past offers none', async () => {
  const agent = await after();
  const events = await agent.readEvents();
  const view = viewAt(makeDesk(), events, events.length);
  const call = view.entries.find((entry) => entry.kind === 'call');
  expect(call).toMatchObject({ status: 'succeeded', undo: undefined });
});

test('the output of a call is typed by its tool, that of an undo by nobody', async () => {
  const agent = await after();
  for (const entry of toView(agent, agent.getSnapshot()).entries) {
    if (entry.kind !== 'call' || entry.status !== 'succeeded') continue;
    if (entry.tool === 'charge') expectTypeOf(entry.output).toEqualTypeOf<{ chargeId: string }>();
    expectTypeOf(entry.undo).toEqualTypeOf<((reason?: string) => Promise<Decision>) | undefined>();
  }
});
