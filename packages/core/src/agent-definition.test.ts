import { expect, test } from 'vitest';
import { defineAgent, type AgentOptions } from './agent-definition.ts';
import { toMessages } from './context-messages.ts';
import { redactSecrets } from './redact.ts';
import { fold } from './reduce.ts';
import { payTool } from './test-support/test-desk.ts';
import type { Tools } from './tool.ts';

const flow = { states: {}, route: [{ when: () => true, to: 'nowhere' }] };

test('[R98] has sensible defaults', () => {
  const { instructions, ...rest } = defineAgent({ name: 'desk', instructions: 'Help.' });
  expect(instructions(fold([]))).toBe('Help.');
  expect(rest).toEqual({
    name: 'desk',
    version: '1',
    tools: {},
    context: toMessages,
    limits: { steps: 20 },
    escalateAfterErrors: 3,
    modelAttempts: 3,
    whileThinking: 'queue',
    redact: redactSecrets,
    flow: { states: {}, route: [] },
    hashChain: false,
  });
});

test('[R98] takes what it is given, and nothing for what is undefined', () => {
  const given = {
    version: '7',
    promptVersion: 'p',
    tools: { pay: payTool({ timeoutMs: 5 }) },
    context: () => [],
    limits: { steps: 5, tokens: 100, costUsd: 0.5, wallTimeMs: 1_000 },
    escalateAfterErrors: 0,
    modelAttempts: 1,
    whileThinking: 'steer' as const,
    redact: (text: string) => text,
  };
  const instructions = () => 'Help.';
  expect(defineAgent({ name: 'desk', instructions, ...given })).toEqual({
    name: 'desk',
    instructions,
    flow: { states: {}, route: [] },
    hashChain: false,
    ...given,
  });
  const nothing = Object.fromEntries(Object.keys(given).map((key) => [key, undefined]));
  const loose = { name: 'desk', instructions, ...nothing } as unknown as AgentOptions<Tools>;
  expect(defineAgent(loose)).toEqual(defineAgent({ name: 'desk', instructions }));
});

test('[R98] a limit that is undefined has its default', () => {
  const limits = { steps: undefined, tokens: undefined, costUsd: 2 } as unknown as { readonly costUsd: number };
  expect(defineAgent({ name: 'a', instructions: '', limits }).limits).toEqual({ steps: 20, costUsd: 2 });
});

test('[R98] a limit of some other kind leaves the 20 steps', () => {
  expect(defineAgent({ name: 'a', instructions: '', limits: { tokens: 5 } }).limits).toEqual({ steps: 20, tokens: 5 });
});

test.each<[string, Partial<AgentOptions<Tools>>, string]>([
  ['no name', { name: '' }, 'An agent needs a name: defineAgent({ name }).'],
  ['a limit of 0', { limits: { steps: 0 } }, 'Limit "steps" must be above 0, not 0.'],
  ['a negative limit', { limits: { tokens: -1 } }, 'Limit "tokens" must be above 0, not -1.'],
  ['a limit that is no number', { limits: { costUsd: NaN } }, 'Limit "costUsd" must be above 0, not NaN.'],
  ['no attempts', { modelAttempts: 0 }, 'modelAttempts must be a whole number above 0, not 0.'],
  ['half an attempt', { modelAttempts: 1.5 }, 'modelAttempts must be a whole number above 0, not 1.5.'],
  [
    'a negative number of errors',
    { escalateAfterErrors: -1 },
    'escalateAfterErrors must be a whole number, and 0 for never, not -1.',
  ],
  ['a route to nowhere', { flow }, 'The flow has a route to "nowhere", but no state of that name.'],
  [
    'a tool that may run for ever',
    { tools: { pay: payTool({ timeoutMs: Infinity }) } },
    'timeoutMs of tool "pay" must be a number of milliseconds above 0, not Infinity.',
  ],
  [
    'a tool that may not run at all',
    { tools: { pay: payTool({ timeoutMs: 0 }) } },
    'timeoutMs of tool "pay" must be a number of milliseconds above 0, not 0.',
  ],
  [
    'an undo that may run for ever',
    { tools: { pay: payTool({ undo: { timeoutMs: Infinity, execute: () => null } }) } },
    'timeoutMs of the undo of tool "pay" must be a number of milliseconds above 0, not Infinity.',
  ],
])('[R98] refuses %s, and says what to do', (_, options, message) => {
  expect(() => defineAgent<Tools>({ name: 'desk', instructions: '', ...options })).toThrowError(
    expect.objectContaining({ name: 'TwelvefoldError', code: 'invalid_definition', message }),
  );
});

test.each(['', 'pay now', 'päy', '1pay', '-pay', 'pay.now', 'x'.repeat(65)])(
  '[R98] refuses a tool named %j, which some provider would',
  (name) => {
    expect(() => defineAgent({ name: 'desk', instructions: '', tools: { [name]: payTool() } })).toThrowError(
      `Tool name "${name}" must be 1 to 64 letters, digits, "_" or "-", and not start with a digit or "-".`,
    );
  },
);

test.each(['pay', '_pay-2', 'x'.repeat(64), 'constructor'])('[R98] takes a tool named %j', (name) => {
  expect(Object.keys(defineAgent({ name: 'desk', instructions: '', tools: { [name]: payTool() } }).tools)).toEqual([
    name,
  ]);
});
