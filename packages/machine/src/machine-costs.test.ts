import { createMemoryStore, defineAgent, defineTool, type Store } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';

/** What the machine does for a run of so many steps, each but the last with one call. */
async function costsOf(steps: number) {
  const look = defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' });
  const desk = defineAgent({ name: 'looker', instructions: 'Look.', tools: { look }, limits: { steps } });
  const calls = Array.from({ length: steps - 1 }, () => ({ calls: [{ tool: 'look', input: {} }] }));
  const costs = { actors: 0, microsteps: 0, events: 0, appends: 0, timers: 0 };
  const store = createMemoryStore();
  const counting: Store = {
    ...store,
    append: (...append) => {
      costs.appends++;
      return store.append(...append);
    },
  };
  const setTimeouts = vi.spyOn(globalThis, 'setTimeout');
  const agent = createAgent(desk, {
    model: scriptedModel([...calls, { text: 'Done.' }]),
    store: counting,
    exclusive: true,
    autoStart: false,
    inspect: ({ type, actorRef }) => {
      if (type === '@xstate.actor') costs.actors++;
      if (type === '@xstate.microstep') costs.microsteps++;
      if (type === '@xstate.event' && actorRef === agent.actor) costs.events++;
    },
  });
  const done = new Promise<void>((resolve) => {
    agent.subscribe(() => agent.getSnapshot().phase === 'done' && resolve());
  });
  await agent.send('Look.');
  await done;
  costs.timers = setTimeouts.mock.calls.length;
  setTimeouts.mockRestore();
  return costs;
}

test('a step of one call is two appends, two events and four microsteps, and an actor each for the model and the tool', async () => {
  const [short, long] = [await costsOf(10), await costsOf(20)];
  const perStep = {
    actors: (long.actors - short.actors) / 10,
    microsteps: (long.microsteps - short.microsteps) / 10,
    events: (long.events - short.events) / 10,
    appends: (long.appends - short.appends) / 10,
    timers: (long.timers - short.timers) / 10,
  };
  expect(perStep).toEqual({ actors: 2, microsteps: 4, events: 2, appends: 2, timers: 0 });
});
