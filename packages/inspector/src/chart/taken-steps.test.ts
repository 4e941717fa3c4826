import { stamp, type Event, type EventDraft } from '@twelvefold/core';
import { createAgent, createMemoryStore, defineAgent, defineTool, type LiveAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { chartOfAgent } from './chart-of-agent.ts';
import { stepKinds, takenChart, takenCounts } from './taken-chart.ts';
import { takenSteps } from './taken-steps.ts';

const desk = defineAgent({
  name: 'desk',
  instructions: '',
  tools: { pay: defineTool({ description: 'Pay.', input: z.object({}), approval: 'always', execute: () => 1 }) },
});

async function finished(): Promise<LiveAgent> {
  const model = scriptedModel([{ calls: [{ tool: 'pay', input: {} }] }, { text: 'Done.' }]);
  const agent = createAgent(desk, { model, store: createMemoryStore(), thread: 't' });
  await agent.send('Hi');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  await agent.approve('1.0');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  return agent;
}

test('the steps of a log, and the chart that they make', async () => {
  const agent = await finished();
  const steps = takenSteps(desk, await agent.readEvents());
  const told = steps.map(({ seq, from, to, label }) => `${seq} ${label}: ${from} > ${to}`);
  expect(told).toEqual([
    '2 message.received: idle > thinking',
    '4 model.replied: thinking > running',
    '5 call.gated: running > awaitingApproval',
    '6 call.approved: awaitingApproval > running',
    '8 call.succeeded: running > thinking',
    '10 model.replied: thinking > running',
    '11 run.finished: running > done',
  ]);
  const chart = takenChart(chartOfAgent(desk), stepKinds(steps));
  expect(chart.states.map(({ id, initial }) => (initial === undefined ? id : `${id} from ${initial}`))).toEqual([
    'agent from agent.idle',
    'agent.idle',
    'agent.thinking',
    'agent.acting',
    'agent.acting.running',
    'agent.acting.awaitingApproval',
    'agent.done',
  ]);
  expect(chart.transitions.map(({ source, targets, label }) => `${source} ${label} ${targets.join()}`)).toEqual([
    'agent.idle message.received agent.thinking',
    'agent.thinking model.replied agent.acting.running',
    'agent.acting.running call.gated agent.acting.awaitingApproval',
    'agent.acting.awaitingApproval call.approved agent.acting.running',
    'agent.acting.running call.succeeded agent.thinking',
    'agent.acting.running run.finished agent.done',
  ]);
  const counted = (seq: number): readonly number[] =>
    chart.transitions.map(({ id }) => takenCounts(steps, seq).get(id) ?? 0);
  expect(counted(5)).toEqual([1, 1, 1, 0, 0, 0]);
  expect(counted(11)).toEqual([1, 2, 1, 1, 1, 1]);
});

test('of a log that has grown, only what is new is folded', () => {
  const started: EventDraft = { type: 'thread.started', agent: { name: 'desk', version: '1' } };
  const said: EventDraft = { type: 'message.received', source: 'ui', text: 'Hi', by: { kind: 'person', id: 'ann' } };
  const log = stamp([started, ...Array.from({ length: 40 }, () => said)], { threadId: 't', seq: 0, atMs: 1 });
  const read = new Set<string>();
  const watched = log.map(
    (event): Event =>
      new Proxy(event, {
        get: (target, key) => {
          read.add(target.id);
          return Reflect.get(target, key) as unknown;
        },
      }),
  );
  const before = takenSteps(desk, watched.slice(0, 30));
  expect(read.size).toBe(30);
  read.clear();
  const after = takenSteps(desk, watched);
  expect([...read]).toEqual(log.slice(30).map(({ id }) => id));
  expect(after).toEqual(takenSteps(desk, [...log]));
  expect(after[0]).toBe(before[0]);
  // Another log that begins like it is read by itself.
  expect(takenSteps(desk, watched.slice(0, 1))).toEqual([]);
});
