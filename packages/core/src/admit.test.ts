import { expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentDefinition } from './agent-definition.ts';
import type { EventDraft } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import { findCall } from './find-entry.ts';
import type { State } from './state.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { testThread, type TestThread } from './test-support/test-thread.ts';
import { defineTool, type HumanTool, type PolicyAnswer, type PolicyCall, type Schema, type Tools } from './tool.ts';

/** What follows from one call. */
function admission(tool: string, input: Json, tools: Tools = {}): readonly EventDraft[] {
  return admitted(testThread(testDesk({ tools })), { tool, input });
}

function admitted(thread: TestThread, ...calls: readonly { tool: string; input?: Json; inputText?: string }[]) {
  thread.send('Go');
  return thread.reply({ calls }).slice(1);
}

const withSchema = (validate: (value: unknown) => unknown): Tools => {
  const input = { '~standard': { version: 1, vendor: 'test', validate } } as Schema;
  return { odd: defineTool({ description: 'Odd.', input, inputJsonSchema: {}, execute: () => 1 }) };
};
const rejection = (reason: string, error: object) => [{ type: 'call.rejected', callId: '1.0', reason, error }];

test('[R40] a call that nobody has to decide about is admitted, with the hash of its input', () => {
  expect(admission('look', { b: 1, a: 2 })).toEqual([
    { type: 'call.admitted', callId: '1.0', inputHash: hashJson({ a: 2, b: 1 }) },
  ]);
});

test('[R40] a call that a person decides about is gated, with the terms that the policy gave', () => {
  const terms = { ask: { reason: 'Dear', approvers: ['ann', 'bob'], quorum: 2, expiresInMs: 5_000 } };
  const thread = testThread(testDesk({ tools: { book: payTool({ approval: () => terms }) } }));
  expect(admitted(thread, { tool: 'book', input: { amount: 1 } })).toEqual([
    {
      type: 'call.gated',
      callId: '1.0',
      inputHash: hashJson({ amount: 1 }),
      parsedHash: hashJson({ amount: 1 }),
      reason: 'Dear',
      approvers: ['ann', 'bob'],
      quorum: 2,
      expiresAtMs: thread.state().atMs + 5_000,
    },
  ]);
});

test.each(['always', () => 'ask'] as const)('[R107] an agent may have every call put to a person: %s', (approval) => {
  const tools = { book: payTool(), count: payTool({ approval: 'never' }) };
  const thread = testThread(testDesk({ tools, approval }));
  const input = { amount: 1 };
  const calls = ['look', 'book', 'pay', 'count'].map((tool) => ({ tool, input }));
  expect(admitted(thread, ...calls, { tool: 'ask_human', input: { question: 'Now?' } })).toMatchObject([
    { type: 'call.gated', callId: '1.0' },
    { type: 'call.gated', callId: '1.1', parsedHash: hashJson(input) },
    { type: 'call.gated', callId: '1.2' },
    { type: 'call.admitted', callId: '1.3' },
    { type: 'human.asked', callId: '1.4' },
  ]);
});

test('[R107] the policy of the agent sees the call and the state', () => {
  const seen: unknown[] = [];
  const approval = (call: PolicyCall, { entries }: State): PolicyAnswer => {
    seen.push(call, entries.length);
    return { deny: 'Not today.' };
  };
  const thread = testThread(testDesk({ approval }));
  expect(admitted(thread, { tool: 'look', input: { at: 'F-1' } })).toMatchObject([
    { type: 'call.rejected', reason: 'policy', error: { message: 'Not today.' } },
  ]);
  expect(seen).toEqual([{ id: '1.0', tool: 'look', step: 1, input: { at: 'F-1' } }, 3]);
});

test('[R40] what is hashed and shown is what the model wrote, not what the schema makes of it', () => {
  const input = z.object({ amount: z.coerce.number().default(7) });
  const tools = { coerce: defineTool({ description: 'C.', input, approval: 'always', execute: () => 1 }) };
  const thread = testThread(testDesk({ tools }));
  admitted(thread, { tool: 'coerce', input: { amount: '5' } });
  expect(findCall(thread.state(), '1.0')).toMatchObject({
    input: { amount: '5' },
    inputHash: hashJson({ amount: '5' }),
    parsedHash: hashJson({ amount: 5 }),
  });
});

const meddling = withSchema((value) => {
  const given = value as { items: { price: number }[] };
  for (const item of given.items) item.price *= 100;
  return { value: given };
});

test('[R40] a schema that changes what it is given changes nothing in the log', () => {
  const thread = testThread(testDesk({ tools: meddling }));
  const facts = admitted(thread, { tool: 'odd', input: { items: [{ price: 5 }] } });
  expect(facts).toMatchObject([{ type: 'call.admitted', inputHash: hashJson({ items: [{ price: 5 }] }) }]);
  expect(findCall(thread.state(), '1.0')?.input).toEqual({ items: [{ price: 5 }] });
});

test('[R40] a policy that changes what it is given changes nothing in the log', () => {
  const tools = {
    book: payTool({
      input: z.looseObject({ amount: z.number() }),
      approval: ({ input: given }: PolicyCall<{ amount: number }>) => {
        given.amount = 0;
        return 'ask';
      },
    }),
  };
  const thread = testThread(testDesk({ tools }));
  admitted(thread, { tool: 'book', input: { amount: 5 } });
  expect(findCall(thread.state(), '1.0')?.input).toEqual({ amount: 5 });
});

test.each(['nothing', 'constructor', '__proto__', 'toString', ''])('[R40] there is no tool %j', (tool) => {
  expect(admission(tool, {})).toEqual(
    rejection('unknown_tool', {
      name: 'UnknownTool',
      message: `There is no tool "${tool}". The tools are: look, pay, pay_twice, count, ask_human.`,
    }),
  );
});

test('[R40] an agent without tools says so', () => {
  const thread = testThread({ ...testDesk(), tools: {} });
  expect(admitted(thread, { tool: 'look', input: {} })).toEqual(
    rejection('unknown_tool', { name: 'UnknownTool', message: 'There is no tool "look". There are no tools.' }),
  );
});

test('[R41] an input that is no JSON is rejected, and kept as text', () => {
  const thread = testThread(testDesk());
  expect(admitted(thread, { tool: 'pay', inputText: '{"amount": 1' })).toEqual(
    rejection('invalid_json', {
      name: 'InvalidInput',
      message: 'The input is not valid JSON. Write one JSON object that matches the schema.',
    }),
  );
  expect(findCall(thread.state(), '1.0')).toMatchObject({ status: 'rejected', unparsed: true, input: '{"amount": 1' });
});

test('[R41] an input that the schema refuses is rejected with its issues', () => {
  expect(admission('pay', { amount: 'much' })).toEqual(
    rejection('invalid_input', {
      name: 'InvalidInput',
      message: 'The value does not match the schema.',
      issues: [{ path: 'amount', message: 'Must be a number.' }],
    }),
  );
});

test('[R41] a schema of Zod says what is wrong, and where', () => {
  const input = z.object({ items: z.array(z.object({ price: z.number() })) });
  const tools = { order: defineTool({ description: 'Orders.', input, execute: () => 1 }) };
  expect(admission('order', { items: [{ price: 1 }, { price: 'two' }] }, tools)).toEqual(
    rejection('invalid_input', {
      name: 'InvalidInput',
      message: 'The value does not match the schema.',
      issues: [{ path: 'items.1.price', message: 'Invalid input: expected number, received string' }],
    }),
  );
});

test('[R41] a schema that validates asynchronously refuses, whatever becomes of its promise', async () => {
  const refused = rejection('invalid_input', {
    name: 'InvalidInput',
    message: 'The schema validates asynchronously; the engine needs a synchronous one.',
  });
  const value = { value: {} };
  expect(
    admission(
      'odd',
      {},
      withSchema(() => Promise.resolve(value)),
    ),
  ).toEqual(refused);
  expect(
    admission(
      'odd',
      {},
      withSchema(() => Promise.reject(new Error('Late.'))),
    ),
  ).toEqual(refused);
  // A rejection that nobody handles would fail the run here.
  await new Promise((resolve) => setTimeout(resolve));
});

test.each([
  ['an error', new Error('Broken.')],
  ['a string', 'Broken.'],
])('[R41] a schema that throws %s refuses', (_, thrown) => {
  const validate = (): never => {
    // oxlint-disable-next-line typescript/only-throw-error -- schemas of others may
    throw thrown;
  };
  expect(admission('odd', {}, withSchema(validate))).toEqual(
    rejection('invalid_input', { name: 'InvalidInput', message: 'The schema threw: Broken.' }),
  );
});

test('[R41] a schema that throws what has no text refuses', () => {
  const validate = (): never => {
    throw Object.create(null);
  };
  expect(admission('odd', {}, withSchema(validate))).toEqual(
    rejection('invalid_input', { name: 'InvalidInput', message: 'The schema threw: Unknown error' }),
  );
});

test('[R59] what a schema says and throws loses its secrets before it is logged', () => {
  const throws = (): never => {
    throw new Error('GET /?api_key=4f9a11bc failed');
  };
  const complains = () => ({ issues: [{ message: 'Not api_key=4f9a11bc', path: ['a'] }] });
  for (const validate of [throws, complains]) {
    const facts = admission('odd', {}, withSchema(validate));
    expect(facts).toMatchObject([{ type: 'call.rejected', reason: 'invalid_input' }]);
    expect(JSON.stringify(facts)).toContain('api_key=[redacted]');
  }
});

const asking = (ask: () => unknown): Tools => {
  const input = z.looseObject({});
  return { odd: { kind: 'human', description: 'Asks.', input, ask: ask as HumanTool['ask'] } };
};
const question = { question: 'Sure?', format: { kind: 'yes_no' }, urgency: 'low' };

test('[R44] a tool asks its question, and can say nothing else to the log', () => {
  const forged = { ...question, type: 'call.admitted', callId: '1.1', askId: 'x', reason: 'flow', inputHash: 'h' };
  expect(
    admission(
      'odd',
      {},
      asking(() => forged),
    ),
  ).toEqual([{ type: 'human.asked', askId: '1.0', callId: '1.0', reason: 'tool', ...question }]);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['no question', { ...question, question: ' ' }],
  ['no text', { ...question, question: 5 }],
  ['no format', { ...question, format: undefined }],
  ['another format', { ...question, format: { kind: 'essay' } }],
  ['a choice of nothing', { ...question, format: { kind: 'choice' } }],
  ['a choice of one', { ...question, format: { kind: 'choice', options: ['a'] } }],
  ['a choice of numbers', { ...question, format: { kind: 'choice', options: [1, 2] } }],
  ['no urgency', { ...question, urgency: 'now' }],
  ['no JSON', { ...question, question: () => 'Sure?' }],
])('[R44] a tool that asks %s is a rejected call', (_, asked) => {
  const tools = asking(() => asked);
  expect(admission('odd', {}, tools)).toEqual(
    rejection('invalid_input', {
      name: 'InvalidQuestion',
      message: 'The tool made no question of this input: it needs a text, an answer format and an urgency.',
    }),
  );
});

test('[R44] a tool that promises a question is a rejected call, whatever becomes of its promise', async () => {
  const tools = asking(() => Promise.reject(new Error('Late.')));
  expect(admission('odd', {}, tools)).toMatchObject([
    { type: 'call.rejected', reason: 'invalid_input', error: { name: 'InvalidQuestion' } },
  ]);
  // A rejection that nobody handles would fail the run here.
  await new Promise((resolve) => setTimeout(resolve));
});

test('[R41] a schema that answers with nothing refuses', () => {
  expect(
    admission(
      'odd',
      {},
      withSchema(() => undefined),
    ),
  ).toMatchObject([{ type: 'call.rejected', reason: 'invalid_input', error: { name: 'InvalidInput' } }]);
});

test('[R42] a policy is asked once for each call, in their order, with its validated input and the state so far', () => {
  const seen: { readonly call: PolicyCall<unknown>; readonly state: State }[] = [];
  const input = z.object({ amount: z.coerce.number() });
  const approval = (call: PolicyCall<{ amount: number }>, state: State): PolicyAnswer => {
    seen.push({ call, state });
    return 'ask';
  };
  const tools = { book: defineTool({ description: 'B.', input, approval, execute: () => 1 }) };
  const thread = testThread(testDesk({ tools }));
  admitted(thread, { tool: 'book', input: { amount: '5' } }, { tool: 'book', input: { amount: '6' } });
  thread.send('Well?');
  expect(seen.map(({ call }) => call)).toEqual([
    { id: '1.0', tool: 'book', step: 1, input: { amount: 5 } },
    { id: '1.1', tool: 'book', step: 1, input: { amount: 6 } },
  ]);
  expect(seen.map(({ state }) => findCall(state, '1.0')?.status)).toEqual(['selected', 'gated']);
});

test('[R42] a policy that denies rejects the call with its words', () => {
  const tools = { book: payTool({ approval: () => ({ deny: 'Not on Sundays.' }) }) };
  expect(admission('book', { amount: 1 }, tools)).toEqual(
    rejection('policy', { name: 'Denied', message: 'Not on Sundays.' }),
  );
});

test('[R44] a tool that asks a person is a question, and nothing runs', () => {
  const input = { question: 'Which?', format: 'choice', options: ['a', 'b'], urgency: 'high' };
  expect(admission('ask_human', input)).toEqual([
    {
      type: 'human.asked',
      askId: '1.0',
      callId: '1.0',
      reason: 'tool',
      question: 'Which?',
      format: { kind: 'choice', options: ['a', 'b'] },
      urgency: 'high',
    },
  ]);
});

test('[R44] a tool that cannot ask is a rejected call', () => {
  const { ask: _, ...rest } = testDesk().tools.ask_human as Extract<
    AgentDefinition['tools'][string],
    { kind: 'human' }
  >;
  const ask = (): never => {
    throw new RangeError('No question.');
  };
  expect(admission('mute', { question: 'Which?' }, { mute: { ...rest, ask } })).toMatchObject(
    rejection('invalid_input', { name: 'RangeError', message: 'No question.' }),
  );
});
