import { defineAgent, defineTool } from '@twelvefold/react';
import { z } from 'zod';

export const desk = defineAgent({
  name: 'desk',
  instructions: 'You bill customers: create a payment link when somebody asks for one.',
  tools: {
    create_payment_link: defineTool({
      description: 'Create a payment link for an invoice.',
      input: z.object({ invoice: z.string(), euros: z.number().positive() }),
      approval: 'always',
      execute: ({ invoice, euros }) => ({ url: `https://pay.example/${invoice}?euros=${euros}` }),
    }),
  },
});
