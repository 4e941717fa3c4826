import { defineAgent, defineTool, plan, type Intent, type Report } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import { createDriver } from './create-driver.ts';
import { createHost } from './create-host.ts';
import { createScope } from './scope.ts';

test('once a tool has ended, nothing waits for its lease, so a program can end', async () => {
  const clock = fakeClock();
  const look = defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' });
  const desk = defineAgent({ name: 'desk', instructions: 'You keep the invoices.', tools: { look } });
  const agent = createAgent(desk, { model: scriptedModel([{ calls: [{ tool: 'look' }] }, { text: 'Done.' }]), clock });
  await agent.send('Look');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  await vi.waitFor(() => expect(clock.sleepers()).toBe(0));
});

test('[R162] a claim is performed once, however often the machine asks', async () => {
  const clock = fakeClock();
  const execute = vi.fn(() => new Promise<string>(() => undefined));
  const pay = defineTool({ description: 'Pay.', input: z.object({}), execute, timeoutMs: 60_000 });
  const desk = defineAgent({ name: 'desk', instructions: 'You keep the invoices.', tools: { pay } });
  const model = scriptedModel([{ calls: [{ tool: 'pay' }] }]);
  const agent = createAgent(desk, { model, clock });
  await agent.send('Pay');
  await vi.waitFor(() => expect(execute).toHaveBeenCalledTimes(1));
  const due = plan(desk, agent.getState()).find((effect) => effect.type === 'run');
  if (!due) throw new Error('The claim is not there.');

  const reports: (Intent | Report)[] = [];
  const presence = {
    enter: async () => ({ runner: due.runner, leave: () => undefined }),
    untilGone: () => new Promise<void>(() => undefined),
    lead: async () => undefined,
  };
  const driver = createDriver({ presence, clock, threadId: () => 't' });
  await driver.runner();
  const host = createHost({
    definition: desk,
    model,
    clock,
    secrets: {},
    exclusive: false,
    driver,
    state: agent.getState,
    submit: async (report) => {
      reports.push(report);
      return { ok: true, events: [] };
    },
    vouched: async () => true,
    onDraft: () => undefined,
    onFailure: () => undefined,
    isDisposed: () => false,
  });
  const scope = createScope();
  const runs = [host.run(due, scope), host.run(due, scope)];
  await vi.waitFor(() => expect(clock.sleepers()).toBeGreaterThan(2));
  expect(execute).toHaveBeenCalledTimes(2);
  clock.advance(due.untilMs - clock.now());
  await Promise.all(runs);
  expect(execute).toHaveBeenCalledTimes(2);
  expect(reports.map(({ type }) => type)).toEqual(['call.recover', 'call.recover']);
});
