/* An agent with one tool of each kind, for tests. */
import { defineAgent, type AgentDefinition, type AgentOptions } from '../agent-definition.ts';
import { askHuman } from '../ask-human.ts';
import { defineTool, type FunctionTool, type Schema, type Tools } from '../tool.ts';

export interface Payment {
  readonly amount: number;
}

/** `{ amount: number }` and nothing else: no schema library is needed to test the engine. */
const payment: Schema<Payment> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      typeof value === 'object' && value !== null && 'amount' in value && typeof value.amount === 'number'
        ? { value: { amount: value.amount } }
        : { issues: [{ message: 'Must be a number.', path: ['amount'] }] },
  },
};

export const anything: Schema = { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } };

type PayTool = FunctionTool<Payment, unknown, Payment, unknown>;

/** A tool that takes a payment. */
export function payTool(rest: Partial<Omit<PayTool, 'kind'>> = {}): FunctionTool<Payment, unknown, Payment> {
  const inputJsonSchema = { type: 'object' };
  return defineTool({ description: 'Pays.', input: payment, inputJsonSchema, execute: () => 'paid', ...rest });
}

const tools: Tools = {
  look: defineTool({ description: 'Looks.', input: anything, inputJsonSchema: {}, execute: () => 'seen' }),
  pay: payTool({ approval: 'always' }),
  pay_twice: payTool({ approval: 'always', idempotent: true }),
  count: defineTool({
    description: 'Counts.',
    input: anything,
    inputJsonSchema: {},
    idempotent: true,
    execute: () => 1,
  }),
  ask_human: askHuman(),
};

/** An agent with `look` (runs), `pay` (gated), `count` (idempotent), `pay_twice` (both), `ask_human`, and what is given. */
export function testDesk({ tools: more = {}, ...options }: Partial<AgentOptions<Tools>> = {}): AgentDefinition {
  return defineAgent({ name: 'desk', instructions: 'Help.', tools: { ...tools, ...more }, ...options });
}
