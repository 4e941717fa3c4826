import { createMemoryStore, defineAgent, defineTool, findCall, type Json, type Schema } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { GatedCall } from './approval.ts';
import { toView } from './to-view.ts';

/** A call of a tool with this schema that waits for a decision, and what ran. */
async function gated(input: Schema, written: Json) {
  const ran: unknown[] = [];
  const pay = defineTool({
    description: 'Pay.',
    input,
    inputJsonSchema: {},
    approval: 'always',
    execute: (given) => void ran.push(given),
  });
  const definition = defineAgent({ name: 'bank', instructions: '', tools: { pay } });
  const model = scriptedModel([{ calls: [{ tool: 'pay', input: written }] }, { text: 'Done.' }]);
  const agent = createAgent(definition, { model, store: createMemoryStore() });
  await agent.send('Go');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  const approval = toView(agent, agent.getSnapshot()).approvals[0] as GatedCall<string | undefined, never>;
  const finish = () => vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  return { agent, approval, ran, finish, logged: () => findCall(agent.getState(), '1.0') };
}

const euros = z.object({ amount: z.number().transform((value) => value * 100), memo: z.string() });

test('an edit that the schema would change again is refused, and the raw input can be edited instead', async () => {
  const { agent, approval, ran, finish, logged } = await gated(euros, { amount: 50, memo: 'a' });
  const edited = { ...(approval.input as object), memo: 'b' };
  expect(edited).toEqual({ amount: 5000, memo: 'b' });
  expect(await approval.approve({ input: edited as never })).toEqual({
    ok: false,
    rejection: {
      code: 'invalid_input',
      message:
        'The schema of "pay" makes {"amount":500000,"memo":"b"} of the edited input, and that is what would run. Give ' +
        'values that the schema leaves as they are, or edit call.input, which is what the model wrote, and send it ' +
        'with agent.approve("1.0", { input, inputHash: call.inputHash }).',
    },
  });
  expect(logged()).toMatchObject({ status: 'gated', decisions: [] });
  const { input: written, inputHash } = approval.call;
  await agent.approve('1.0', { input: { ...(written as object), memo: 'b' } as Json, inputHash });
  await finish();
  expect(ran).toEqual([{ amount: 5000, memo: 'b' }]);
});

test('what such a schema made is approved as it is, also when it is sent along', async () => {
  for (const isSent of [false, true]) {
    const { approval, ran, finish, logged } = await gated(euros, { amount: 50, memo: 'a' });
    const copy = { ...(approval.input as object) } as never;
    expect(await approval.approve(isSent ? { input: copy } : undefined)).toMatchObject({ ok: true });
    await finish();
    expect(ran).toEqual([{ amount: 5000, memo: 'a' }]);
    expect(logged()).toMatchObject({ input: { amount: 50, memo: 'a' } });
    expect(logged()).not.toHaveProperty('modelInput');
  }
});

const trimmed = z.object({ memo: z.string().trim() });
const withDefault = z.object({ cents: z.number(), currency: z.string().default('EUR') });
const dated = z.object({ due: z.coerce.date(), memo: z.string() });
const due = '2026-03-01T00:00:00.000Z';

test.each<[string, Schema, Json, object, Json]>([
  [
    'a default is there already',
    withDefault,
    { cents: 1 },
    { cents: 2, currency: 'EUR' },
    { cents: 2, currency: 'EUR' },
  ],
  ['a default is overwritten', withDefault, { cents: 1 }, { cents: 1, currency: 'USD' }, { cents: 1, currency: 'USD' }],
  ['what is stripped is gone already', trimmed, { memo: 'a', x: 1 }, { memo: 'b' }, { memo: 'b' }],
  ['text is trimmed already', trimmed, { memo: ' a' }, { memo: 'b' }, { memo: 'b' }],
  ['a date reads its own text', dated, { due, memo: 'a' }, { due: new Date(due), memo: 'b' }, { due, memo: 'b' }],
])('an edit is sent where %s', async (_, schema, written, edited, sent) => {
  const { approval, ran, finish, logged } = await gated(schema, written);
  expect(await approval.approve({ input: edited as never })).toMatchObject({ ok: true });
  await finish();
  expect(ran).toEqual([edited]);
  expect(logged()).toMatchObject({ input: sent, modelInput: written });
});

test.each<[string, Schema, Json, unknown, string]>([
  ['is trimmed', trimmed, { memo: 'a' }, { memo: 'b ' }, 'The schema of "pay" makes {"memo":"b"} of'],
  ['loses a field', trimmed, { memo: 'a' }, { memo: 'b', x: 1 }, 'The schema of "pay" makes {"memo":"b"} of'],
  ['gains a field', withDefault, { cents: 1 }, { cents: 2 }, 'makes {"cents":2,"currency":"EUR"} of'],
  [
    'becomes no JSON',
    dated.transform(() => new Map()),
    { due, memo: 'a' },
    { due, memo: 'b' },
    'makes something else of',
  ],
  [
    'becomes very long',
    trimmed.transform(() => 'x'.repeat(301)),
    { memo: 'a' },
    { memo: 'b' },
    'makes something else of',
  ],
  ['is refused', trimmed, { memo: 'a' }, { memo: 7 }, 'The edited input does not fit "pay": memo: '],
  ['is nothing', trimmed, { memo: 'a' }, undefined, 'The edited input does not fit "pay": input: '],
])('an edit that %s is not approved', async (_, schema, written, edited, message) => {
  const { approval, ran, logged } = await gated(schema, written);
  const decision = await approval.approve({ input: edited as never });
  expect(decision).toMatchObject({ ok: false, rejection: { code: 'invalid_input' } });
  expect(decision.ok ? '' : decision.rejection.message).toContain(message);
  expect(logged()).toMatchObject({ status: 'gated', decisions: [] });
  expect(ran).toEqual([]);
});

test('an edit that is no JSON is refused with what that is', async () => {
  const { approval, logged } = await gated(z.object({ cents: z.any() }), { cents: 1 });
  const decision = await approval.approve({ input: { cents: new Map() } as never });
  expect(decision).toMatchObject({ ok: false, rejection: { code: 'not_json' } });
  expect(logged()).toMatchObject({ status: 'gated', decisions: [] });
});

test('a date that was changed in place is approved as it is shown', async () => {
  const { approval, ran, finish } = await gated(dated, { due, memo: 'a' });
  (approval.input as { due: Date }).due.setUTCFullYear(2027);
  await approval.approve();
  await finish();
  expect(ran).toEqual([{ due: new Date('2027-03-01T00:00:00.000Z'), memo: 'a' }]);
});
