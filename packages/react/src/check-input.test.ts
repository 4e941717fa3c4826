import { defineAgent, defineTool, findCall } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createInputCheck } from './check-input.ts';

const shared = { bank: { name: 'B' } };
const changing = z.preprocess(
  (raw) => Object.assign(raw as { cents: number }, { cents: (raw as { cents: number }).cents * 100 }),
  z.object({ cents: z.number() }),
);
const definition = defineAgent({
  name: 'bank',
  instructions: '',
  tools: {
    pay: defineTool({
      description: 'Pay.',
      input: changing,
      inputJsonSchema: {},
      approval: 'always',
      execute: () => null,
    }),
    wire: defineTool({
      description: 'Wire.',
      input: z.object({ lines: z.array(z.object({ cents: z.number() })) }).transform((input) => ({ ...input, shared })),
      inputJsonSchema: {},
      approval: 'always',
      execute: () => null,
    }),
  },
});

async function logged() {
  const calls = [
    { tool: 'pay', input: { cents: 5 } },
    { tool: 'wire', input: { lines: [{ cents: 5 }] } },
    { tool: 'unknown', input: { lines: [{ cents: 5 }] } },
  ];
  const agent = createAgent(definition, { model: scriptedModel([{ calls }]) });
  await agent.send('Go');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  return ['1.0', '1.1', '1.2'].map((id) => findCall(agent.getState(), id)!);
}

test('a schema that writes to what it reads does not write to the log', async () => {
  const [call] = await logged();
  expect(call!.input).toEqual({ cents: 5 });
  expect(createInputCheck(definition.tools)(call!)).toEqual({ tool: 'pay', input: { cents: 500 } });
  expect(call!.input).toEqual({ cents: 5 });
});

test('what was checked cannot be changed in place, with or without a tool; what it was made of is left alone', async () => {
  const [, wire, unknown] = await logged();
  const check = createInputCheck(definition.tools);
  // What streamed in is frozen by the parser, what was read from a store is not.
  for (const call of [wire!, unknown!, structuredClone(wire!), structuredClone(unknown!)]) {
    const { input } = check(call) as { input: { lines: { cents: number }[] } };
    expect(() => (input.lines[0]!.cents = 1)).toThrow(TypeError);
    expect(() => input.lines.push({ cents: 1 })).toThrow(TypeError);
    expect(call.input).toEqual({ lines: [{ cents: 5 }] });
    if (!Object.isFrozen(call.input)) expect(input).not.toBe(call.input);
    expect(check(call).input).toBe(input);
  }
  expect([unknown, structuredClone(unknown)].map((call) => Object.isFrozen(call?.input))).toEqual([true, false]);
  expect(Object.isFrozen(shared.bank)).toBe(false);
});
