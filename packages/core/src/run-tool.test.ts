import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Event } from './event.ts';
import type { Json } from './json.ts';
import { fold } from './reduce.ts';
import { runTool } from './run-tool.ts';
import { findCall } from './find-entry.ts';
import { initialState, type State } from './state.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD } from './test-support/test-thread.ts';
import { defineTool, type FunctionTool, type ToolContext } from './tool.ts';

const signal = new AbortController().signal;
const host = { signal, secrets: { BANK_KEY: 'k' } };

function claimed(book: FunctionTool, input: { readonly amount: unknown } = { amount: '5' }) {
  const definition = testDesk({ tools: { book } });
  const thread = testThread(definition);
  thread.send('Book');
  thread.reply({ calls: [{ tool: 'book', input: input as { amount: string } }] });
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  return { definition, state: thread.state() };
}
const input = z.object({ amount: z.coerce.number() });

test('[R104] a claimed call runs with its validated input, and with what it may know', async () => {
  const seen: unknown[] = [];
  const execute = async (given: { readonly amount: number }, context: ToolContext) => {
    seen.push(given, context);
    return { paid: given.amount };
  };
  const { definition, state } = claimed(defineTool({ description: 'B.', input, execute }));
  expect(await runTool(definition, state, '1.0', host)).toEqual({
    type: 'call.succeed',
    callId: '1.0',
    attempt: 1,
    output: { paid: 5 },
  });
  expect(seen).toEqual([
    { amount: 5 },
    { threadId: THREAD, callId: '1.0', attempt: 1, idempotencyKey: 't:1.0', signal, secrets: { BANK_KEY: 'k' } },
  ]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('No.');
    },
  ],
  ['rejects', () => Promise.reject(new Error('No.'))],
])('[R104] a tool that %s has failed', async (_, execute) => {
  const { definition, state } = claimed(defineTool({ description: 'B.', input, execute }));
  expect(await runTool(definition, state, '1.0', host)).toEqual({
    type: 'call.fail',
    callId: '1.0',
    attempt: 1,
    thrown: new Error('No.'),
  });
});

test('[R40] a tool that changes its input changes nothing in the log', async () => {
  const open = { '~standard': { version: 1 as const, vendor: 'test', validate: (value: unknown) => ({ value }) } };
  const execute = (given: unknown) => Object.assign(given as object, { amount: 0 });
  const { definition, state } = claimed(defineTool({ description: 'B.', input: open, inputJsonSchema: {}, execute }));
  expect(await runTool(definition, state, '1.0', host)).toMatchObject({ output: { amount: 0 } });
  expect(findCall(state, '1.0')?.input).toEqual({ amount: '5' });
});

test('[R104] an input that is another one than was claimed fails, and nothing runs', async () => {
  const execute = () => expect.unreachable();
  const { definition, state } = claimed(defineTool({ description: 'B.', input, execute }));
  const entries = state.entries.map((entry) => (entry.kind === 'call' ? { ...entry, input: { amount: '6' } } : entry));
  const message = 'The input was changed after it was claimed, so this call did not run.';
  expect(await runTool(definition, { ...state, entries }, '1.0', host)).toEqual({
    type: 'call.fail',
    callId: '1.0',
    attempt: 1,
    thrown: { name: 'InputChanged', message },
  });
});

test('[R104] an input that the schema takes no more fails, and nothing runs', async () => {
  let ran = false;
  const execute = () => void (ran = true);
  const { definition, state } = claimed(defineTool({ description: 'B.', input, execute }));
  const strict = defineTool({ description: 'B.', input: z.object({ amount: z.number() }), execute });
  const changed = { ...definition, tools: { ...definition.tools, book: strict } };
  expect(await runTool(changed, state, '1.0', host)).toMatchObject({
    type: 'call.fail',
    thrown: { name: 'InvalidInput', issues: [{ path: 'amount' }] },
  });
  expect(ran).toBe(false);
});

describe('[R104] what a policy or a person decided on is what runs, so a schema that makes something else of it', () => {
  const refused = {
    type: 'call.fail',
    thrown: {
      name: 'InputChanged',
      message:
        'The schema of "book" makes something else of this input now than when it was decided on, so it did not run. Call it again, with every field written out.',
    },
  };
  const ran: unknown[] = [];
  const booking = (amount: () => number, approval: 'always' | 'never' | (() => 'run') = 'always') => {
    const fields = z.object({ amount: z.number().default(amount) });
    return defineTool({
      description: 'B.',
      input: fields,
      approval,
      execute: (given) => void ran.push(given.amount),
    });
  };
  function gated(book: FunctionTool, editedInput?: Json) {
    const definition = testDesk({ tools: { book } });
    const thread = testThread(definition);
    thread.send('Book');
    thread.reply({ calls: [{ tool: 'book', input: editedInput === undefined ? {} : { amount: 1 } }] });
    const inputHash = findCall(thread.state(), '1.0')?.inputHash ?? '';
    const edit = editedInput === undefined ? {} : { editedInput };
    thread.do({ type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash, by: ann, ...edit });
    thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
    return { definition, state: thread.state(), log: thread.log() };
  }
  const to = (amount: number) => ({ ...testDesk(), tools: { book: booking(() => amount) } });

  test.each<[string, FunctionTool, Json | undefined]>([
    ['after an approval', booking(() => 10), undefined],
    ['after an edit', booking(() => 10), {}],
    [
      'after a policy let it run',
      booking(
        () => 10,
        () => 'run',
      ),
      undefined,
    ],
  ])('does not run %s', async (_, book, edited) => {
    ran.length = 0;
    const { definition, state } = gated(book, edited);
    expect(await runTool(to(10_000), state, '1.0', host)).toMatchObject(refused);
    expect(ran).toEqual([]);
    expect(await runTool(definition, state, '1.0', host)).toMatchObject({ type: 'call.succeed' });
    expect(ran).toEqual([10]);
  });

  test('does not run when it is a schema that never makes the same twice', async () => {
    let count = 0;
    const { definition, state } = gated(booking(() => 10 ** ++count));
    expect(await runTool(definition, state, '1.0', host)).toMatchObject(refused);
  });

  test('runs where nobody looked at it, and in a log that does not know what was decided on', async () => {
    ran.length = 0;
    const free = gated(booking(() => 10, 'never'));
    expect(await runTool(to(11), free.state, '1.0', host)).toMatchObject({ type: 'call.succeed' });
    const old = gated(booking(() => 10)).log.map((event) => {
      const { parsedHash: _, ...rest } = { parsedHash: '', ...event };
      return rest as Event;
    });
    expect(await runTool(to(12), fold(old), '1.0', host)).toMatchObject({ type: 'call.succeed' });
    expect(ran).toEqual([11, 12]);
  });

  test('runs as it is where what it makes is no JSON', async () => {
    const fields = z.object({ tags: z.array(z.string()).transform((tags) => new Set(tags)) });
    const approval = 'always' as const;
    const book = defineTool({ description: 'B.', input: fields, approval, execute: ({ tags }) => tags.size });
    const definition = testDesk({ tools: { book } });
    const thread = testThread(definition);
    thread.send('Book');
    thread.reply({ calls: [{ tool: 'book', input: { tags: ['a', 'a'] } }] });
    const { inputHash = '', parsedHash } = findCall(thread.state(), '1.0') ?? {};
    expect(parsedHash).toBeUndefined();
    thread.facts({ type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash, by: ann });
    thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
    expect(await runTool(definition, thread.state(), '1.0', host)).toMatchObject({ output: 1 });
  });
});

test('[R104] what was not claimed, or runs no code, does not run', async () => {
  const book = defineTool({ description: 'B.', input, execute: () => 1 });
  const { definition, state } = claimed(book);
  const asking = { ...definition, tools: { book: testDesk().tools.ask_human! } };
  const thrown = new Error('There is no such claim, or its tool does not run code.');
  const cases: readonly (readonly [typeof definition, State, string, number])[] = [
    [definition, state, '9.9', 0],
    [definition, initialState, '1.0', 0],
    [asking, state, '1.0', 1],
    [{ ...definition, tools: {} }, state, '1.0', 1],
  ];
  for (const [changed, at, callId, attempt] of cases) {
    expect(await runTool(changed, at, callId, host)).toEqual({ type: 'call.fail', callId, attempt, thrown });
  }
});
