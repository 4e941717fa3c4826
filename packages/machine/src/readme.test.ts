import { defineAgent, defineTool, openCalls, type Model } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { waitFor } from 'xstate';
import { z } from 'zod';
import { createAgent } from './index.ts';

test('the example of the README runs', async () => {
  const script = [{ calls: [{ tool: 'refund', input: { invoice: 'A-7', cents: 900 } }] }, { text: 'Refunded.' }];
  expect(await example(scriptedModel(script))).toEqual({ refunded: 900 });
});

async function example(model: Model): Promise<unknown> {
  // #region readme
  const desk = defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      refund: defineTool({
        description: 'Refunds an invoice.',
        input: z.object({ invoice: z.string(), cents: z.number().int().positive() }),
        approval: ({ input }) => (input.cents <= 500 ? 'run' : 'ask'),
        execute: ({ cents }) => ({ refunded: cents }),
      }),
    },
  });

  const agent = createAgent(desk, { model });
  await agent.send('Refund invoice A-7.');
  await waitFor(agent.actor, (snapshot) => snapshot.matches({ acting: 'awaitingApproval' }));

  for (const call of openCalls(agent.getState())) await agent.approve(call.id);
  await waitFor(agent.actor, (snapshot) => snapshot.hasTag('ended'));
  // #endregion
  const refund = agent.getState().entries.find((entry) => entry.kind === 'call');
  return refund?.kind === 'call' ? refund.output : undefined;
}
