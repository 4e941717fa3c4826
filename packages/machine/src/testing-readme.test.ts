import { defineAgent, defineTool, openCalls, phaseOf, type Json } from '@twelvefold/core';
import { explore, fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { agentMachine, createAgent, valueOf } from './index.ts';

const by = { kind: 'person', id: 'ada' } as const;
const paid: Json[] = [];
const desk = defineAgent({
  name: 'desk',
  instructions: 'You pay invoices.',
  tools: {
    pay: defineTool({
      description: 'Pays.',
      input: z.object({ cents: z.number() }),
      approval: () => ({ ask: { expiresInMs: 60_000 } }),
      execute: ({ cents }) => paid.push(cents),
    }),
  },
});

test('an approval that nobody gives expires, and nothing is paid', async () => {
  // #region fakes
  const clock = fakeClock();
  const model = scriptedModel([
    { text: 'Paying.', calls: [{ tool: 'pay', input: { cents: 750 } }] },
    { text: 'Nobody approved it.' },
  ]);
  const agent = createAgent(desk, { model, clock });
  await agent.send('Pay invoice A-7.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));

  clock.advance(60_000);
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(paid).toEqual([]);
  expect(JSON.stringify(model.requests[1]?.messages)).toContain('Nobody decided about this call in time');
  // #endregion
});

test('whatever people do in whatever order, the machine is where the log says', () => {
  // #region explore
  const nodes = explore({
    definition: desk,
    machine: agentMachine(desk),
    tries: (state) =>
      [
        { type: 'message.send' as const, text: 'Hi', by },
        { type: 'run.pause' as const, by },
        { type: 'run.resume' as const, by },
        { type: 'run.cancel' as const, by },
      ].map((command) => ({ command, nowMs: state.atMs + 1 })),
    key: (state) => `${state.run?.status} ${openCalls(state).length}`,
  });
  expect(new Set(nodes.map(({ value }) => value))).toEqual(new Set(['idle', 'thinking', 'paused', 'cancelled']));
  for (const { value, state } of nodes) expect(value).toEqual(valueOf(phaseOf(state, desk.flow)));
  // #endregion
});
