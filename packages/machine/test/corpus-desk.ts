import { askHuman, defineAgent, defineTool, type AgentDefinition } from '@twelvefold/core';
import { z } from 'zod';

const input = z.object({ cents: z.number().int() });

/** The agent of the corpus: a tool for each way that a call can go. */
export function desk(rest: Partial<Parameters<typeof defineAgent>[0]> = {}): AgentDefinition {
  return defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      look: defineTool({ description: 'Look.', input: z.object({}), idempotent: true, execute: () => ['A-7', 'A-8'] }),
      pay: defineTool({
        description: 'Pay.',
        input,
        approval: 'always',
        execute: ({ cents }) => ({ paid: cents }),
        undo: { execute: () => ({ returned: true }) },
      }),
      fail: defineTool({
        description: 'Fails.',
        input: z.object({}),
        execute: () => {
          throw new Error('The bank is closed.');
        },
      }),
      never: defineTool({
        description: 'No.',
        input: z.object({}),
        approval: () => ({ deny: 'Not today.' }),
        execute: () => 1,
      }),
      board: defineTool({
        description: 'Needs two.',
        input,
        approval: () => ({ ask: { reason: 'Large.', approvers: ['ann', 'bob'], quorum: 2, expiresInMs: 60_000 } }),
        execute: () => 'ok',
      }),
      ask_human: askHuman(),
    },
    ...rest,
  });
}
