import { createAgent, defineAgent, defineTool, toText, viewAt } from '@twelvefold/react';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { model } from './model.ts';

const create_link = defineTool({
  input: z.object({ invoice: z.string(), euros: z.number() }).describe('Create a payment link.'),
  execute: ({ invoice, euros }) => `https://pay.example/${invoice}/${euros}`,
  undo: { execute: () => 'closed' },
});
const desk = defineAgent({ name: 'desk', instructions: 'Bill people.', tools: { create_link } });

test('the stand-in bills once, and hears of an undo without billing again', async () => {
  const agent = createAgent(desk, { model });
  const phase = (wanted: string) => vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(wanted), 5_000);
  await agent.send('Bill F-17 for 300 euros');
  await phase('done');
  expect(await agent.undo('1.0', { reason: 'Too much.' })).toMatchObject({ ok: true });
  await phase('done');
  const { entries } = viewAt(desk, await agent.readEvents(), agent.getState().seq);
  expect(entries.map(toText).filter(Boolean)).toEqual([
    'Bill F-17 for 300 euros',
    'A link like this, for you to approve:',
    'create_link {"invoice":"F-17","euros":300}: undone',
    'Here is the link: https://pay.example/F-17/300',
    'undo of create_link {"invoice":"F-17","euros":300}: succeeded',
    'I am told of an undo that you asked for: undone.',
  ]);
});
