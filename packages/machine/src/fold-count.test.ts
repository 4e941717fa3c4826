import { createMemoryStore, defineAgent, defineTool, type Event, type ThreadStore } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';

test('an event that an agent appends is folded where it was decided, and nowhere else', async () => {
  const look = defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' });
  const desk = defineAgent({ name: 'looker', instructions: 'Look.', tools: { look }, limits: { steps: 20 } });
  const script = [...Array.from({ length: 9 }, () => ({ calls: [{ tool: 'look', input: {} }] })), { text: 'Done.' }];
  const { store, folds } = countingStore();
  const agent = createAgent(desk, { model: scriptedModel(script), store, exclusive: true });
  await agent.send('Look.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect({ seq: agent.getState().seq, folds: folds() }).toEqual({ seq: 50, folds: 0 });
});

/** A store in memory, with a count of how often events are folded after they were appended: `hash` is read each time. */
function countingStore(): { readonly store: ThreadStore; readonly folds: () => number } {
  const store = createMemoryStore();
  let folds = 0;
  const count = (event: Event): unknown =>
    Object.defineProperty(event, 'hash', {
      get: () => {
        folds++;
        return undefined;
      },
    });
  return {
    folds: () => folds,
    store: {
      ...store,
      append: async (threadId, expectedSeq, events, note) => {
        const result = await store.append(threadId, expectedSeq, events, note);
        events.forEach(count);
        return result;
      },
    },
  };
}
