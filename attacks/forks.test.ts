/** Other ways for what is past: to decide once more, to inherit a decision, to run something again. */
import {
  createMemoryStore,
  decide,
  decideFork,
  type AgentDefinition,
  type Intent,
  type PolicyAnswer,
} from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { viewAt } from '@twelvefold/react';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank, bankTools } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { obedientModel, order } from './obedient-model.ts';
import { row } from './row.ts';
import { ANA, BO, callOf, play, refusal, untilCall, untilStill, type Scene } from './scene.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };

function bankAsking(ledger: Ledger, answer: PolicyAnswer): AgentDefinition {
  const { refund, ...tools } = bankTools(ledger);
  return bank(ledger, { tools: { ...tools, refund: { ...refund, approval: () => answer } } });
}

/** A thread whose refund waits. */
async function waiting(definition: AgentDefinition, options: Partial<Parameters<typeof play>[1]> = {}): Promise<Scene> {
  const scene = play(definition, { model: obedientModel(), store: createMemoryStore(), thread: 'thread', ...options });
  await scene.agent.send(order('refund', REFUND));
  await untilCall(scene.agent, '1.0', 'gated');
  return scene;
}

/** The fork of a thread, at work. */
async function forked(
  agent: LiveAgent,
  options: NonNullable<Parameters<LiveAgent['fork']>[0]> = {},
  definition: AgentDefinition = agent.definition,
): Promise<LiveAgent> {
  const made = await agent.fork(options);
  if (!made.ok) throw new Error(made.rejection.message);
  const fork = play(definition, { model: scriptedModel([{}]), store: agent.store, thread: made.threadId }).agent;
  await fork.start();
  await fork.resume();
  await untilStill(fork);
  return fork;
}

row('A fork that would inherit an approval, half of a quorum, a rule, or what a rule let run', async (ledger) => {
  for (const quorum of [1, 2]) {
    const { agent } = await waiting(bankAsking(ledger, { ask: { quorum } }));
    await agent.pause();
    expect(await refusal(agent.approve('1.0'))).toBe('accepted');
    const fork = await forked(agent);
    expect(callOf(fork, '1.0')).toMatchObject({ status: 'gated', decisions: [], gate: { quorum } });
    await fork.deny('1.0', { by: BO });
    await agent.cancel();
  }
  const ruled = play(bankAsking(ledger, 'ask'), {
    model: scriptedModel([{ calls: [{ tool: 'refund', input: REFUND }] }, {}]),
    store: { ...createMemoryStore(), presence: neverLeading },
    thread: 'ruled',
    exclusive: false,
    clock: fakeClock(),
  });
  expect(await refusal(ruled.agent.allow('refund'))).toBe('accepted');
  const events = await ruled.log();
  expect(events.map(({ type }) => type)).toEqual(['thread.started', 'rule.added']);
  const fork = await forked(ruled.agent, { message: order('refund', REFUND) });
  expect(fork.getState().rules).toEqual([]);
  expect(ledger.effects()).toEqual([]);
});

const neverLeading = {
  enter: async () => ({ runner: 'runner', leave: () => undefined }),
  untilGone: () => new Promise<never>(() => undefined),
  lead: () => new Promise<never>(() => undefined),
};

row('A fork right behind what the policy let run, made when the policy would not any more', async (ledger) => {
  const lax = bankAsking(ledger, 'run');
  const store = createMemoryStore();
  const scene = play(lax, { model: obedientModel(), store, thread: 'thread' });
  ledger.permit({ threadId: 'thread', callId: '1.0', tool: 'refund', input: REFUND });
  await scene.agent.send(order('refund', REFUND));
  await untilCall(scene.agent, '1.0', 'succeeded');
  await untilStill(scene.agent);
  const at = (await scene.log()).find(({ type }) => type === 'call.admitted')?.seq ?? 0;
  scene.agent.dispose();
  const today = play(bankAsking(ledger, 'ask'), { model: scriptedModel([{}]), store, thread: 'thread' });
  const asked = await forked(today.agent, { at });
  expect(callOf(asked, '1.0').status).toBe('gated');
  await asked.deny('1.0');
  const denying = play(bankAsking(ledger, { deny: 'Not any more.' }), {
    model: scriptedModel([{}]),
    store,
    thread: 'thread',
  });
  expect(callOf(await forked(denying.agent, { at }), '1.0').status).toBe('rejected');
  expect(ledger.effects()).toHaveLength(1);
});

row('A fork of a claim, to have the call made once more', async (ledger) => {
  const { agent, log } = await waiting(bankAsking(ledger, 'ask'));
  ledger.permit({ threadId: 'thread', callId: '1.0', tool: 'refund', input: REFUND });
  await agent.approve('1.0');
  await untilCall(agent, '1.0', 'succeeded');
  await untilStill(agent);
  const at = (await log()).find(({ type }) => type === 'call.claimed')?.seq ?? 0;
  const fork = await forked(agent, { at });
  expect(callOf(fork, '1.0').status).toBe('doubted');
  expect(callOf(await forked(agent, { at: at + 1 }), '1.0').status).toBe('succeeded');
  expect(ledger.effects()).toHaveLength(1);
});

row('A fork from before the deadline of an approval that has expired', async (ledger) => {
  const clock = fakeClock();
  const { agent, log } = await waiting(bankAsking(ledger, { ask: { expiresInMs: 60_000 } }), { clock });
  const { inputHash } = callOf(agent, '1.0');
  const at = (await log()).find(({ type }) => type === 'call.gated')?.seq ?? 0;
  clock.advance(60_000);
  await untilCall(agent, '1.0', 'expired');
  expect(callOf(await forked(agent), '1.0').status).toBe('expired');
  const made = await agent.fork({ at, thread: 'fork' });
  expect(made.ok).toBe(true);
  const fork = play(agent.definition, { model: scriptedModel([{}]), store: agent.store, thread: 'fork', clock }).agent;
  await untilCall(fork, '1.0', 'gated');
  expect(await refusal(agent.approve('1.0', { inputHash }))).toBe('already_decided');
  clock.advance(60_000);
  await untilCall(fork, '1.0', 'expired');
  expect(await refusal(fork.approve('1.0', { inputHash }))).toBe('already_decided');
  expect(ledger.effects()).toEqual([]);
});

row(
  'A fork at 0, beyond the end, at half an event, of itself, onto a thread that is there, and for another agent',
  async (ledger) => {
    const { agent, log } = await waiting(bankAsking(ledger, 'ask'));
    const events = await log();
    for (const at of [0, -1, 1.5, events.length + 1, Number.NaN, Infinity, '1' as never]) {
      expect(await agent.fork({ at })).toMatchObject({ ok: false, rejection: { code: 'no_such_event' } });
    }
    for (const thread of ['thread', '']) {
      expect(await agent.fork({ thread })).toMatchObject({ ok: false, rejection: { code: 'wrong_thread' } });
    }
    expect(await agent.fork({ thread: 'taken' })).toMatchObject({ ok: true });
    expect(await agent.fork({ thread: 'taken' })).toMatchObject({ ok: false, rejection: { code: 'thread_exists' } });
    for (const thread of ['a\0b', '\uD800', 'x'.repeat(3_000)])
      expect(await agent.fork({ thread })).toMatchObject({ ok: false, rejection: { code: 'invalid_use' } });
    expect(await agent.fork({ thread: '__proto__' })).toMatchObject({ ok: true, threadId: '__proto__' });
    const from = { threadId: 'thread', seq: 2 };
    const stranger = decideFork(bank(ledger, { name: 'other' }), events, { from }, { threadId: 'f', nowMs: 0 });
    expect(stranger).toMatchObject({ ok: false, rejection: { code: 'wrong_agent' } });
    expect(await log()).toEqual(events);
    await agent.cancel();
  },
);

row('An approval in the thread with the ids of its fork, and in the fork with those of the thread', async (ledger) => {
  const { agent } = await waiting(bankAsking(ledger, 'ask'));
  const fork = await forked(agent, { thread: 'fork' });
  const { inputHash } = callOf(agent, '1.0');
  expect(callOf(fork, '1.0').inputHash).toBe(inputHash);
  for (const [here, there] of [
    [agent, 'fork'],
    [fork, 'thread'],
  ] as const) {
    const state = here.getState();
    const vote: Intent = { type: 'call.approve', threadId: there, callId: '1.0', inputHash, by: ANA };
    const decision = decide(agent.definition, state, vote, { threadId: state.threadId, nowMs: Date.now() });
    expect(decision).toMatchObject({ ok: false, rejection: { code: 'wrong_thread' } });
  }
  await fork.deny('1.0');
  expect(callOf(agent, '1.0').status).toBe('gated');
  await agent.deny('1.0');
  await untilStill(agent);
});

row('A past view that is used to approve, and what was shown there sent to the live thread', async (ledger) => {
  const { agent, log } = await waiting(bankAsking(ledger, { ask: { quorum: 2 } }));
  const events = await log();
  const [past] = viewAt(agent.definition, events, events.length).approvals;
  if (!past) throw new Error('There is no card in the past.');
  expect(await refusal(past.approve())).toBe('in_the_past');
  expect(await refusal(past.approve({ remember: true }))).toBe('in_the_past');
  expect(await refusal(past.deny())).toBe('in_the_past');
  await past.approve(new FormData());
  expect(await refusal(agent.approve('1.0', { by: BO, input: { ...REFUND, amount: 99_999 } }))).toBe('accepted');
  expect(await refusal(agent.approve('1.0', { inputHash: past.call.inputHash }))).toBe('input_changed');
  expect(callOf(agent, '1.0').decisions).toHaveLength(1);
  await agent.deny('1.0');
  await untilStill(agent);
  expect(ledger.effects()).toEqual([]);
});
