import { defineAgent, defineTool } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { LiveAgent } from './create-agent.ts';

const desk = (ran: unknown[]) =>
  defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      look: defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' }),
      pay: defineTool({
        description: 'Pay.',
        input: z.object({ amount: z.number() }),
        approval: 'always',
        execute: (input) => {
          ran.push(input);
          return { paid: input.amount };
        },
      }),
    },
  });

test('a gated call stops for approval, runs as edited, and the answer follows', async () => {
  const ran: unknown[] = [];
  const model = scriptedModel([{ text: 'Paying.', calls: [{ tool: 'look' }, { tool: 'pay', input: { amount: 750 } }] }, { text: 'Done.' }]);
  const agent = createAgent(desk(ran), { model });
  await agent.send('Pay 750');
  await phase(agent, 'awaitingApproval');
  expect(ran).toEqual([]);
  expect(await agent.approve('1.1', { input: { amount: 500 } })).toMatchObject({ ok: true });
  await phase(agent, 'done');
  expect(ran).toEqual([{ amount: 500 }]);
  expect(await agent.approve('1.1')).toMatchObject({ ok: false, rejection: { code: 'already_decided' } });
  expect(model.requests[1]).toMatchSnapshot();
});

function phase(agent: LiveAgent, wanted: string): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (agent.getSnapshot().phase === wanted) resolve();
    };
    agent.subscribe(check);
    check();
  });
}
