import { createMemoryStore, defineAgent, defineTool, type EventType, type Store } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';

const desk = defineAgent({
  name: 'desk',
  instructions: 'You keep the invoices.',
  tools: { look: defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' }) },
});

/** A store that fails the first append that begins with an event of that type. */
function failingAt(type: EventType): Store {
  const store = createMemoryStore();
  let isDue = true;
  return {
    ...store,
    append: async (threadId, expectedSeq, events) => {
      if (isDue && events[0]?.type === type) {
        isDue = false;
        throw new Error('The disk is full.');
      }
      return store.append(threadId, expectedSeq, events);
    },
  };
}

test.each(['model.requested', 'model.replied', 'call.claimed', 'call.succeeded'] as const)(
  'a store that fails at %s and then works again loses nothing: the run goes on by itself',
  async (type) => {
    const clock = fakeClock();
    const model = scriptedModel([{ calls: [{ tool: 'look' }] }, { text: 'Done.' }]);
    const agent = createAgent(desk, { model, store: failingAt(type), thread: 't', clock });
    await agent.send('Look');
    await vi.waitFor(() => expect(agent.getSnapshot().problem?.code).toBe('store_failed'));
    await vi.waitFor(() => {
      clock.advance(500);
      expect(agent.getSnapshot()).toMatchObject({ phase: 'done', problem: undefined });
    });
    expect(agent.getState().entries.map(({ kind }) => kind)).toEqual(['message', 'reply', 'call', 'reply', 'notice']);
  },
);
