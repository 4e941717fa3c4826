import { createMemoryStore, defineAgent, defineTool, type Event } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';

const STEPS = 200;

test('a step of a run of 200 is stored in as many bytes as the first, but for the digits of its number', async () => {
  const look = defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' });
  const desk = defineAgent({ name: 'desk', instructions: 'Look.', tools: { look }, limits: { steps: STEPS + 1 } });
  const looks = Array.from({ length: STEPS }, () => ({ calls: [{ tool: 'look', input: {} }] }));
  const store = createMemoryStore();
  const clock = fakeClock(1_000_000_000_000);
  const agent = createAgent(desk, { model: scriptedModel([...looks, { text: 'Done.' }]), store, clock, thread: 't' });
  await agent.send('Look around.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'), { timeout: 20_000 });
  const bytes = bytesBySteps(await store.read('t'));
  expect(bytes.size).toBe(STEPS + 1);
  const [first = 0] = bytes.values();
  const events = 5;
  const withDigits = 12 * events;
  for (const [step, size] of bytes)
    if (step < STEPS) expect(size, `step ${step}`).toBeLessThanOrEqual(first + withDigits);
});

/** Of the events from each request to the next. */
function bytesBySteps(log: readonly Event[]): ReadonlyMap<number, number> {
  const bytes = new Map<number, number>();
  let step = -1;
  for (const event of log) {
    if (event.type === 'model.requested') step++;
    if (step >= 0) bytes.set(step, (bytes.get(step) ?? 0) + JSON.stringify(event).length);
  }
  return bytes;
}
