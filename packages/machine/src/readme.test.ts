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

const ada = { kind: 'person', id: 'ada', name: 'Ada' } as const;

test('people decide as the README says', async () => {
  const said: number[] = [];
  const bank = { refund: (cents: number, _key: string) => said.push(cents) };
  // #region approvals
  const refund = defineTool({
    description: 'Refunds an invoice.',
    input: z.object({ cents: z.number().int().positive() }),
    approval: ({ input: { cents } }) => {
      if (cents <= 500) return 'run';
      if (cents <= 50_000) return 'ask';
      return { ask: { reason: 'A large refund.', approvers: ['ada', 'bo', 'cy'], quorum: 2, expiresInMs: 3_600_000 } };
    },
    execute: ({ cents }, { idempotencyKey }) => bank.refund(cents, idempotencyKey),
  });
  // #endregion
  const desk = defineAgent({ name: 'desk', instructions: 'You keep the invoices.', tools: { refund } });
  const refundOf = (cents: number) => ({ tool: 'refund', input: { cents } });
  const script = [{ calls: [900, 800, 90_000].map(refundOf) }, { calls: [refundOf(700)] }, { text: 'Done.' }];
  const agent = createAgent(desk, { model: scriptedModel(script), user: ada });
  await agent.send('Refund them.');
  await waitFor(agent.actor, (snapshot) => snapshot.matches({ acting: 'awaitingApproval' }));
  // #region decide
  await agent.approve('1.0', { remember: true }); // and later ones that Ada alone may approve
  await agent.deny('1.1', { reason: 'Too much.', suggestion: 'Refund half.' });
  await agent.approve('1.2', { input: { cents: 60_000 } }); // one of two votes, for less

  const { rules } = agent.getState();
  await agent.revokeRule(rules[0]!.ruleId); // or agent.allow('refund') without a call to approve
  // #endregion
  expect(agent.getState().rules).toEqual([]);
  expect(openCalls(agent.getState())).toMatchObject([{ id: '1.2', status: 'gated', input: { cents: 60_000 } }]);
  await agent.allow('refund');
  await agent.approve('1.2', { by: { kind: 'person', id: 'bo' } });
  await waitFor(agent.actor, (snapshot) => snapshot.hasTag('ended'));
  expect(said).toEqual([900, 60_000, 700]);
});
