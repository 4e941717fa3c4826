/** Runners that are said to be gone, and leads that nobody gives back. */
import { createMemoryStore, type Presence } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank, bankTools } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { row } from './row.ts';
import { approveAsShown, callOf, play, untilCall, untilStill } from './scene.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };
const CALLS = [{ calls: [{ tool: 'refund', input: REFUND }] }, { text: 'Done.' }];

/** A presence that says what it likes. */
function lying(changes: Partial<Presence>): Presence {
  let runners = 0;
  return {
    enter: async () => ({ runner: `runner-${++runners}`, leave: () => undefined }),
    untilGone: () => new Promise<never>(() => undefined),
    lead: async () => undefined,
    ...changes,
  };
}

/** The bank at a service that heeds keys: what it is told twice under one key it does once. */
function slowBank(ledger: Ledger, idempotent: boolean, until: Promise<void>) {
  const { refund, ...tools } = bankTools(ledger);
  const keys: string[] = [];
  const execute: typeof refund.execute = async (input, context) => {
    const isNew = !keys.includes(context.idempotencyKey);
    keys.push(context.idempotencyKey);
    await until;
    return !idempotent || isNew ? refund.execute(input, context) : 'Paid back.';
  };
  return { keys, definition: bank(ledger, { tools: { ...tools, refund: { ...refund, idempotent, execute } } }) };
}

row('A live runner that is said to be gone while its tool runs', async (ledger) => {
  for (const idempotent of [false, true]) {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const store = { ...createMemoryStore(), presence: lying({ untilGone: async () => undefined }) };
    const { keys, definition } = slowBank(ledger, idempotent, ended);
    const options = { store, thread: 'thread', exclusive: false } as const;
    const one = play(definition, { model: scriptedModel(CALLS), ...options });
    await one.agent.send('Refund.');
    await untilCall(one.agent, '1.0', 'gated');
    await approveAsShown(ledger, one.agent, '1.0');
    await untilCall(one.agent, '1.0', 'running');
    const two = play(definition, { model: scriptedModel(CALLS.slice(1)), ...options });
    if (idempotent) await expect.poll(() => keys.length).toBeGreaterThan(1);
    else await untilCall(two.agent, '1.0', 'doubted');
    end();
    await untilCall(two.agent, '1.0', 'succeeded');
    expect(new Set(keys)).toEqual(new Set(['thread:1.0']));
    expect(keys.length).toBeLessThanOrEqual(idempotent ? 3 : 1);
    one.agent.dispose();
    two.agent.dispose();
  }
  expect(ledger.effects()).toHaveLength(2);
});

row('A lead on the thread that somebody holds for ever', async (ledger) => {
  const clock = fakeClock();
  const store = { ...createMemoryStore(), presence: lying({ lead: () => new Promise<never>(() => undefined) }) };
  const { agent } = play(bank(ledger), {
    model: scriptedModel(CALLS),
    store,
    thread: 'thread',
    clock,
    exclusive: false,
  });
  await agent.send('Refund.');
  await expect.poll(() => clock.sleepers()).toBe(1);
  expect(agent.getSnapshot().phase).toBe('thinking');
  clock.advance(2_000);
  await untilCall(agent, '1.0', 'gated');
  await approveAsShown(ledger, agent, '1.0');
  await expect
    .poll(() => {
      clock.advance(2_000);
      return callOf(agent, '1.0').status;
    })
    .toBe('succeeded');
  await expect
    .poll(() => {
      clock.advance(2_000);
      return agent.getSnapshot().phase;
    })
    .toBe('done');
  await untilStill(agent);
  expect(ledger.effects()).toHaveLength(1);
});
