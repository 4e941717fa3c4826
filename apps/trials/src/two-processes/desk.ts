import { defineAgent, defineTool } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { z } from 'zod';

/** An agent that waits for a person before it refunds. */
export const desk = defineAgent({
  name: 'desk',
  instructions: 'You keep the invoices.',
  tools: {
    refund: defineTool({
      description: 'Refunds an invoice.',
      input: z.object({ invoice: z.string(), cents: z.number().int().positive() }),
      approval: 'always',
      execute: ({ cents }) => ({ refunded: cents }),
    }),
  },
});

export const model = scriptedModel(({ messages }) =>
  messages.at(-1)?.role === 'tool'
    ? { text: 'Refunded.' }
    : { calls: [{ tool: 'refund', input: { invoice: 'A-7', cents: 900 } }] },
);
