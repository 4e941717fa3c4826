import {
  createMemoryStore,
  createTimeline,
  defineAgent,
  defineTool,
  fold,
  type AgentDefinition,
  type Event,
} from '@twelvefold/core';
import { toXmlMessages } from '@twelvefold/core/xml';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { listRequests } from './list-requests.ts';
import { rebuildRequest } from './rebuild-request.ts';

const look = defineTool({ description: 'Looks.', input: z.object({ at: z.string() }), execute: () => ['seen'] });
const asked = (id: string) => ({ calls: [{ tool: 'look', input: { at: id } }] });

/** A run with several steps, one of them tried twice, and what its model was asked. */
async function run(definition: AgentDefinition) {
  const model = scriptedModel([
    asked('a'),
    { throws: Object.assign(new Error('busy'), { retryable: true, retryAfterMs: 1 }) },
    asked('b'),
    { text: 'Done.' },
  ]);
  const agent = createAgent(definition, { model, store: createMemoryStore(), thread: 't' });
  await agent.send('Look twice.');
  await new Promise<void>((resolve) => {
    const stop = agent.subscribe(() => agent.getSnapshot().phase === 'done' && (stop(), resolve()));
  });
  const events = await agent.readEvents();
  agent.dispose();
  return { events, requests: model.requests };
}

function rebuiltOf(definition: AgentDefinition, events: readonly Event[]) {
  const timeline = createTimeline(events);
  return listRequests(events).map(({ event }) => rebuildRequest(definition, timeline.stateAt(event.seq - 1), event));
}

const desk = defineAgent({ name: 'desk', instructions: ({ step }) => `You are at step ${step}.`, tools: { look } });

test.each([
  ['messages', desk],
  ['XML', { ...desk, context: toXmlMessages() }],
])('every request of a run is made again as it was sent, and its hash is the one in the log: %s', async (_, made) => {
  const { events, requests } = await run(made);
  const rebuilt = rebuiltOf(made, events);
  expect(rebuilt.map((one) => one.ok && one.check)).toEqual(['same', 'same', 'same', 'same']);
  expect(rebuilt.map((one) => one.ok && one.built.request)).toEqual(requests);
});

test('another definition makes another request, and the check says so', async () => {
  const { events } = await run(desk);
  const later = defineAgent({ name: 'desk', instructions: 'You are new.', tools: { look } });
  expect(rebuiltOf(later, events).map((one) => one.ok && one.check)).toEqual(['other', 'other', 'other', 'other']);
});

test('a request that was not made yet has nothing in the log to be compared with', () => {
  const rebuilt = rebuildRequest(desk, fold([]), undefined);
  expect(rebuilt.ok && [rebuilt.check, rebuilt.built.request.system]).toEqual(['none', 'You are at step 0.']);
});

test('a definition that cannot make the request is a problem that is told', () => {
  const broken = defineAgent({
    name: 'desk',
    instructions: () => {
      throw new Error('No customer.');
    },
  });
  expect(rebuildRequest(broken, fold([]), undefined)).toEqual({ ok: false, problem: 'No customer.' });
});
