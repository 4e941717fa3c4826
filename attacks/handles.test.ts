/** @vitest-environment happy-dom */
/** What a component of the page holds in its hands: the approvals of `useAgent`. */
import { createMemoryStore, type AgentDefinition } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank, bankTools } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { row } from './row.ts';
import { BO, callOf, play, refusal, untilCall, untilStill } from './scene.ts';
import { showApprovals } from './show-approvals.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };
const EVIL = { invoice: 'MALLORY', amount: 99_999 };

async function shownRefund(ledger: Ledger, definition: AgentDefinition = bank(ledger)) {
  const store = createMemoryStore();
  const model = scriptedModel([{ calls: [{ tool: 'refund', input: REFUND }] }, {}]);
  const { agent } = play(definition, { model, store });
  const shown = showApprovals(agent);
  await agent.send('Refund.');
  await untilCall(agent, '1.0', 'gated');
  await expect.poll(() => shown().length).toBe(1);
  const [handle] = shown();
  if (!handle) throw new Error('There is no card.');
  return { agent, handle };
}

row('A card that still shows what somebody else has edited since, and is approved', async (ledger) => {
  const { refund, ...tools } = bankTools(ledger);
  const quorate = { ...refund, approval: () => ({ ask: { quorum: 2 } }) };
  const { agent, handle } = await shownRefund(ledger, bank(ledger, { tools: { ...tools, refund: quorate } }));
  expect(await refusal(agent.approve('1.0', { by: BO, input: EVIL }))).toBe('accepted');
  expect(await refusal(handle.approve())).toBe('input_changed');
  expect(await refusal(handle.approve({ input: REFUND as never }))).toBe('input_changed');
  expect(await refusal(handle.deny())).toBe('input_changed');
  await agent.deny('1.0');
  await untilStill(agent);
});

row('A card whose input is changed in place, or given other methods, before the click', async (ledger) => {
  const { agent, handle } = await shownRefund(ledger);
  ledger.permit({ threadId: agent.getState().threadId, callId: '1.0', tool: 'refund', input: REFUND });
  expect(() => Object.assign(handle.input as object, EVIL)).toThrow(TypeError);
  expect(() => Object.defineProperty(handle.input, 'toJSON', { value: () => EVIL })).toThrow(TypeError);
  expect(() => Object.setPrototypeOf(handle.input, EVIL)).toThrow(TypeError);
  expect(await refusal(handle.approve())).toBe('accepted');
  await untilStill(agent);
  expect(ledger.effects().map(({ input }) => input)).toEqual([REFUND]);
});

row('A handle that is used again after its call ran, twice at once, and after the page is gone', async (ledger) => {
  const { agent, handle } = await shownRefund(ledger);
  ledger.permit({ threadId: agent.getState().threadId, callId: '1.0', tool: 'refund', input: REFUND });
  const codes = await Promise.all([handle.approve(), handle.approve(), handle.deny()].map(refusal));
  expect(codes).toEqual(['accepted', 'already_decided', 'already_decided']);
  await untilStill(agent);
  expect(await refusal(handle.approve())).toBe('already_decided');
  agent.dispose();
  expect(await refusal(handle.approve())).toBe('not_running');
  expect(callOf(agent, '1.0').status).toBe('succeeded');
});
