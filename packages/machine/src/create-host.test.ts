import { defineAgent, defineTool } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';

test('once a tool has ended, nothing waits for its lease, so a program can end', async () => {
  const clock = fakeClock();
  const look = defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' });
  const desk = defineAgent({ name: 'desk', instructions: 'You keep the invoices.', tools: { look } });
  const agent = createAgent(desk, { model: scriptedModel([{ calls: [{ tool: 'look' }] }, { text: 'Done.' }]), clock });
  await agent.send('Look');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  await vi.waitFor(() => expect(clock.sleepers()).toBe(0));
});
