import { askHuman, defineAgent, defineTool } from '@twelvefold/core';
import { z } from 'zod';

const linkInput = z.object({
  invoice: z.string(),
  cents: z.number().int().positive(),
  currency: z.enum(['EUR', 'USD']).default('EUR'),
});

/** What the desk's tools did, in order. */
export type Effects = string[];

/** An invoicing desk: looking is free, a payment link and a refund need a person. */
export function makeDesk(effects: Effects = []) {
  return defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      look_up: defineTool({
        description: 'Look up an invoice.',
        input: z.object({ invoice: z.string() }),
        execute: ({ invoice }) => {
          effects.push(`look up ${invoice}`);
          return { invoice, dueAt: new Date(Date.UTC(2026, 0, 31)), isPaid: false };
        },
      }),
      create_payment_link: defineTool({
        description: 'Create a payment link.',
        input: linkInput,
        approval: 'always',
        execute: ({ invoice, cents, currency }) => {
          effects.push(`link ${invoice} ${cents} ${currency}`);
          return { url: `https://pay.example/${invoice}/${cents}` };
        },
      }),
      refund: defineTool({
        description: 'Refund an invoice.',
        input: z.object({ invoice: z.string(), reason: z.string().optional() }),
        approval: 'always',
        execute: ({ invoice }) => {
          effects.push(`refund ${invoice}`);
        },
      }),
      ask_human: askHuman(),
    },
  });
}

export type Desk = ReturnType<typeof makeDesk>;
