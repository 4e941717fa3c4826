/** Policies that fail, and models that slip between them. */
import { type PolicyAnswer, type PolicyCall, type State } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank, bankTools, FREE_PAYMENT } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { row } from './row.ts';
import { callOf, play, refusal, untilCall, untilStill } from './scene.ts';

const PAY = { tool: 'pay', input: { to: 'X', amount: 10 } };
type Policy = (call: PolicyCall<{ readonly to: string; readonly amount: number }>, state: State) => PolicyAnswer;

/** Plays calls of `pay` under another policy than the bank's own. */
async function paying(ledger: Ledger, approval: Policy, calls: readonly (typeof PAY)[] = [PAY]) {
  const { pay, ...tools } = bankTools(ledger);
  const definition = bank(ledger, { tools: { ...tools, pay: { ...pay, approval } } });
  const scene = play(definition, { model: scriptedModel([{ calls }, { text: 'Done.' }]) });
  await scene.agent.send('Pay.');
  await untilStill(scene.agent);
  return scene;
}

row('A policy that throws', async (ledger) => {
  const thrown: readonly unknown[] = [new Error('run'), 'run', { ask: false }, null, undefined, Promise.resolve('run')];
  for (const one of thrown) {
    const { agent } = await paying(ledger, () => {
      throw one;
    });
    expect(callOf(agent, '1.0')).toMatchObject({ status: 'gated', gate: { quorum: 1 } });
    await agent.deny('1.0');
    await untilStill(agent);
  }
});

row(
  'A policy that answers with something else: a promise of `run`, `true`, nothing, `RUN`, an object that pretends',
  async (ledger) => {
    const answers: readonly unknown[] = [
      Promise.resolve('run'),
      true,
      undefined,
      'RUN',
      'run ',
      ['run'],
      { run: true },
      { toString: () => 'run' },
      Object.assign(() => 'run', { run: true }),
      { ask: false },
      { deny: false },
    ];
    for (const answer of answers) {
      const { agent } = await paying(ledger, () => answer as PolicyAnswer);
      expect(callOf(agent, '1.0').status).toBe('gated');
      await agent.deny('1.0');
      await untilStill(agent);
    }
  },
);

row('A policy that names nobody, or a quorum that is none', async (ledger) => {
  for (const approvers of [[], [1, null], 'ana', {}]) {
    const { agent } = await paying(ledger, () => ({ ask: { approvers: approvers as never } }));
    expect(callOf(agent, '1.0')).toMatchObject({ status: 'rejected', rejectReason: 'policy' });
  }
  for (const quorum of [0, -1, Number.NaN, 0.5, '1', null]) {
    const { agent } = await paying(ledger, () => ({ ask: { quorum: quorum as never, approvers: ['ana', 'bo'] } }));
    expect(await refusal(agent.approve('1.0'))).toBe('accepted');
    expect(callOf(agent, '1.0').status, `${quorum}`).toBe('gated');
    await agent.deny('1.0');
    await untilStill(agent);
  }
});

row('Many small calls in one reply, each below a limit that the policy adds up', async (ledger) => {
  const spent = (state: State): number =>
    state.entries.reduce((sum, entry) => {
      const counts = entry.kind === 'call' && ['ready', 'running', 'succeeded'].includes(entry.status);
      return counts ? sum + (entry.input as { readonly amount: number }).amount : sum;
    }, 0);
  const approval: Policy = ({ id, input }, state) => {
    if (spent(state) + input.amount > FREE_PAYMENT) return 'ask';
    ledger.permit({ threadId: state.threadId, callId: id, tool: 'pay', input });
    return 'run';
  };
  const { agent } = await paying(
    ledger,
    approval,
    Array.from({ length: 100 }, () => PAY),
  );
  await untilCall(agent, '1.99', 'gated');
  await untilCall(agent, '1.4', 'succeeded');
  expect(ledger.effects()).toHaveLength(FREE_PAYMENT / PAY.input.amount);
  await agent.cancel();
});

row('A policy that would answer otherwise after a reload', async (ledger) => {
  let isOpen = false;
  const approval: Policy = () => (isOpen ? 'run' : 'ask');
  const scene = await paying(ledger, approval);
  const events = await scene.log();
  const { threadId } = scene.agent.getState();
  scene.agent.dispose();
  isOpen = true;
  const { pay, ...tools } = bankTools(ledger);
  const definition = bank(ledger, { tools: { ...tools, pay: { ...pay, approval } } });
  const { agent } = play(definition, { model: scriptedModel([{}]), thread: { id: threadId, events } });
  await untilStill(agent);
  expect(callOf(agent, '1.0').status).toBe('gated');
  await agent.deny('1.0');
  await untilStill(agent);
});
