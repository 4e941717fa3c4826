import { askHuman, defineAgent, defineTool } from '@twelvefold/react';
import { z } from 'zod';

const customers = [
  { id: 5, name: 'Jeff Malone', email: 'jeff@example.com' },
  { id: 3, name: 'Maria Keller', email: 'maria@example.com' },
];

/** An agent with a tool of each kind: one that runs, one that waits for approval, one that fails, a question. */
export const desk = defineAgent({
  name: 'desk',
  instructions: 'You help with invoices and payment links. Be brief, and never guess a customer.',
  tools: {
    find_customer: defineTool({
      description: 'Finds customers by a part of their name.',
      input: z.object({ name: z.string() }),
      execute: async ({ name }) => {
        await new Promise((resolve) => setTimeout(resolve, 120));
        return customers.filter((customer) => customer.name.includes(name));
      },
    }),
    check_ledger: defineTool({
      description: 'Says whether the ledger is balanced.',
      input: z.object({ month: z.string() }),
      execute: (): string => {
        throw new Error('The ledger of February is locked.');
      },
    }),
    create_payment_link: defineTool({
      description: 'Creates a payment link for a customer.',
      input: z.object({ customerId: z.number(), amount: z.number(), memo: z.string() }),
      approval: 'always',
      execute: ({ customerId, amount }) => ({ url: `https://pay.example.com/${customerId}/${amount}` }),
    }),
    ask_human: askHuman(),
  },
});
