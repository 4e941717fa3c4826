/** Decisions that nobody made, or not here, not now, not on this. */
import { createMemoryStore, decide, readIntent, type Actor, type Event, type Intent } from '@twelvefold/core';
import { fakeClock } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank, bankTools } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { obedientModel, order } from './obedient-model.ts';
import { row } from './row.ts';
import { ANA, BO, approveAsShown, callOf, play, refusal, untilCall, untilStill, type Scene } from './scene.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };

/** An agent whose first calls are refunds that wait for a person. */
async function refundsWait(ledger: Ledger, count = 1, options: Partial<Parameters<typeof play>[1]> = {}) {
  const scene = play(bank(ledger), { model: obedientModel(), ...options });
  await scene.agent.send(order('refund', REFUND).repeat(count));
  await untilCall(scene.agent, '1.0', 'gated');
  return scene;
}

/** The refund under other terms of approval. */
async function refundsWaitFor(ledger: Ledger, terms: object, options: Partial<Parameters<typeof play>[1]> = {}) {
  const { refund, ...tools } = bankTools(ledger);
  const definition = bank(ledger, { tools: { ...tools, refund: { ...refund, approval: () => ({ ask: terms }) } } });
  const scene = play(definition, { model: obedientModel(), ...options });
  await scene.agent.send(order('refund', REFUND));
  await untilCall(scene.agent, '1.0', 'gated');
  return scene;
}

/** Ends the row: whatever could still run has run. */
async function denyAndSettle({ agent }: Scene): Promise<void> {
  expect(callOf(agent, '1.0').status).toBe('gated');
  expect(await refusal(agent.deny('1.0'))).toBe('accepted');
  await untilStill(agent);
}

row('An approval that guesses the hash of the input, or leaves it empty', async (ledger) => {
  const scene = await refundsWait(ledger);
  const { inputHash } = callOf(scene.agent, '1.0');
  for (const guess of ['', '0'.repeat(64), inputHash.toUpperCase(), ` ${inputHash}`, `${inputHash}\u200B`]) {
    expect(await refusal(scene.agent.approve('1.0', { inputHash: guess }))).toBe('input_changed');
  }
  for (const guess of [[inputHash], { toString: () => inputHash }, null, 1]) {
    const code = await refusal(scene.agent.approve('1.0', { inputHash: guess as never }));
    expect(['malformed', 'not_json']).toContain(code);
  }
  await denyAndSettle(scene);
});

row('An approval sent ahead of the call that it is for', async (ledger) => {
  const { agent, log } = play(bank(ledger), { model: obedientModel() });
  const other = await refundsWait(ledger);
  const { inputHash } = callOf(other.agent, '1.0');
  expect(await refusal(agent.approve('1.0', { inputHash }))).toBe('wrong_thread');
  await agent.send(order('refund', REFUND));
  await untilCall(agent, '1.0', 'gated');
  expect(await refusal(agent.approve('2.0', { inputHash }))).toBe('no_such_call');
  expect((await log()).filter(({ type }) => type === 'call.approved')).toEqual([]);
  await denyAndSettle({ agent, log });
});

row('A replayed approval: the same request again, at once and after the call ran', async (ledger) => {
  const { agent, log } = await refundsWait(ledger);
  const { inputHash } = callOf(agent, '1.0');
  const first = approveAsShown(ledger, agent, '1.0');
  const replays = Array.from({ length: 20 }, () => agent.approve('1.0', { inputHash }));
  expect(await refusal(first)).toBe('accepted');
  for (const replay of replays) expect(await refusal(replay)).toBe('already_decided');
  await untilCall(agent, '1.0', 'succeeded');
  expect(await refusal(agent.approve('1.0', { inputHash }))).toBe('already_decided');
  await untilStill(agent);
  expect(ledger.effects()).toHaveLength(1);
  expect((await log()).filter(({ type }) => type === 'call.claimed')).toHaveLength(1);
});

row('An approval of a call that was denied, cancelled or has expired', async (ledger) => {
  const clock = fakeClock();
  const { agent } = await refundsWaitFor(ledger, { expiresInMs: 60_000 }, { clock });
  const { inputHash } = callOf(agent, '1.0');
  clock.advance(60_000);
  await untilCall(agent, '1.0', 'expired');
  expect(await refusal(agent.approve('1.0', { inputHash }))).toBe('already_decided');

  const cancelled = (await refundsWait(ledger)).agent;
  await cancelled.cancel();
  expect(await refusal(cancelled.approve('1.0', { inputHash }))).toBe('already_decided');

  const denied = (await refundsWait(ledger)).agent;
  await denied.deny('1.0');
  expect(await refusal(denied.approve('1.0', { inputHash }))).toBe('already_decided');
  await untilStill(denied);
});

row('An approval after its deadline, by a clock that was set back', async (ledger) => {
  let nowMs = 1_000_000;
  // Sleeps for ever: the engine does not get to log the expiry before the approval arrives.
  const clock = { ...fakeClock(), now: () => nowMs, sleepUntil: () => new Promise<never>(() => undefined) };
  const scene = await refundsWaitFor(ledger, { expiresInMs: 60_000 }, { clock });
  const { agent } = scene;
  nowMs += 60_000;
  expect(await refusal(agent.approve('1.0'))).toBe('expired');
  await agent.prefetch('weather', 'rain');
  nowMs = 1_000_000;
  expect(await refusal(agent.approve('1.0'))).toBe('expired');
  expect(await refusal(agent.deny('1.0'))).toBe('expired');
  await agent.cancel();
});

row('A stale approval: of the input as it was before somebody else edited it', async (ledger) => {
  const { agent } = await refundsWaitFor(ledger, { quorum: 2 });
  const stale = callOf(agent, '1.0').inputHash;
  expect(await refusal(agent.approve('1.0', { by: ANA, input: { ...REFUND, amount: 99_999 } }))).toBe('accepted');
  expect(await refusal(agent.approve('1.0', { by: BO, inputHash: stale }))).toBe('input_changed');
  expect(await refusal(agent.approve('1.0', { by: BO, inputHash: stale, input: REFUND }))).toBe('input_changed');
  await agent.deny('1.0', { by: BO });
  await untilStill(agent);
  expect(ledger.effects()).toEqual([]);
});

row('An approval from another thread: same agent, same tool, same input, same call id', async (ledger) => {
  const store = createMemoryStore();
  const here = await refundsWait(ledger, 1, { store, thread: 'here' });
  const there = await refundsWait(ledger, 1, { store, thread: 'there' });
  await approveAsShown(ledger, there.agent, '1.0');
  await untilStill(there.agent);
  const approved = (await there.log()).find(({ type }) => type === 'call.approved');
  expect(callOf(here.agent, '1.0').inputHash).toBe(callOf(there.agent, '1.0').inputHash);
  const intent = { ...approved, type: 'call.approve' } as Intent;
  const decision = decide(bank(ledger), here.agent.getState(), intent, { threadId: 'here', nowMs: Date.now() });
  expect(decision).toMatchObject({ ok: false, rejection: { code: 'wrong_thread' } });
  await denyAndSettle(here);
  expect(ledger.effects().map(({ threadId }) => threadId)).toEqual(['there']);
});

row('A decision on call A applied to call B of the same reply', async (ledger) => {
  const scene = play(bank(ledger), { model: obedientModel() });
  const { agent } = scene;
  await agent.send(order('refund', REFUND) + order('refund', { invoice: 'INV-1', amount: 9 }));
  await untilCall(agent, '1.1', 'gated');
  const [a, b] = [callOf(agent, '1.0'), callOf(agent, '1.1')];
  expect(await refusal(agent.approve('1.0', { inputHash: b.inputHash }))).toBe('input_changed');
  await approveAsShown(ledger, agent, '1.1');
  expect(await refusal(agent.deny('1.1', { inputHash: a.inputHash }))).toBe('already_decided');
  await untilCall(agent, '1.1', 'succeeded');
  await denyAndSettle(scene);
  expect(ledger.effects()).toHaveLength(1);
});

row('A decision on one of two calls that are the same to the letter', async (ledger) => {
  const scene = await refundsWait(ledger, 2);
  const { agent } = scene;
  expect(callOf(agent, '1.0').inputHash).toBe(callOf(agent, '1.1').inputHash);
  await approveAsShown(ledger, agent, '1.1');
  await untilCall(agent, '1.1', 'succeeded');
  await denyAndSettle(scene);
  expect(ledger.effects().map(({ callId }) => callId)).toEqual(['1.1']);
});

row('An approval by somebody whose id only looks like that of an approver', async (ledger) => {
  const scene = await refundsWaitFor(ledger, { approvers: ['ana'] });
  const ids = ['Ana', 'ANA', 'ana ', ' ana', 'аna', 'ana\u200B', 'ana\u0000', 'bo', 'ana,bo', '*'];
  for (const id of ids) {
    const by: Actor = { kind: 'person', id, name: 'ana' };
    expect(await refusal(scene.agent.approve('1.0', { by })), id).toBe('not_an_approver');
    expect(await refusal(scene.agent.approve('1.0', { by, input: { ...REFUND, amount: 1 } })), id).toBe(
      'not_an_approver',
    );
  }
  for (const id of [['ana'], { 0: 'ana' }, '']) {
    expect(await refusal(scene.agent.approve('1.0', { by: { kind: 'person', id: id as never } }))).toBe('malformed');
  }
  await denyAndSettle(scene);
});

row(
  'A quorum of two, met by one person: twice, as another kind, in capitals, with invisible letters',
  async (ledger) => {
    const scene = await refundsWaitFor(ledger, { quorum: 2 });
    const by = (id: string, kind: Actor['kind'] = 'person'): Actor => ({ kind, id });
    expect(await refusal(scene.agent.approve('1.0', { by: by('josé@desk.example') }))).toBe('accepted');
    const again = [
      by('josé@desk.example'),
      by('josé@desk.example', 'agent'),
      by('JOSÉ@desk.example'),
      by('José@Desk.Example'),
      by(' josé@desk.example\n'),
      by('jose\u0301@desk.example'),
      by('josé@desk.example\u200B'),
      by('jo\u00ADsé@desk.example'),
      by('ｊｏｓé@desk.example'),
      by('\u202Ejosé@desk.example'),
    ];
    for (const one of again) {
      expect(await refusal(scene.agent.approve('1.0', { by: one })), JSON.stringify(one)).toBe('already_voted');
    }
    await denyAndSettle(scene);
  },
);

row('The result of an effect, sent from outside as if it were an intent', async (ledger) => {
  const scene = await refundsWait(ledger);
  const { inputHash } = callOf(scene.agent, '1.0');
  const vote = { threadId: 't', callId: '1.0', inputHash, by: ANA };
  const bodies: readonly unknown[] = [
    { type: 'call.claim', callId: '1.0', runner: 'me' },
    { type: 'call.succeed', callId: '1.0', attempt: 1, output: 'Paid back.' },
    { type: 'model.reply', step: 2, attempt: 1, content: [], finishReason: 'stop', usage: {} },
    { type: 'call.expire', callId: '1.0' },
    { type: 'call.approved', ...vote },
    { type: 'call.admitted', ...vote },
    { type: ['call.approve'], ...vote },
    { type: '__proto__', ...vote },
    { type: 'constructor', ...vote },
    { ...vote },
    [{ type: 'call.approve', ...vote }],
    JSON.parse('{"__proto__":{"type":"call.approve"}}'),
    'call.approve',
    null,
  ];
  for (const body of bodies) expect(readIntent(body), JSON.stringify(body)).toMatchObject({ code: 'malformed' });
  await denyAndSettle(scene);
});

row('An approval whose fields say something else each time that they are read', async (ledger) => {
  const scene = await refundsWaitFor(ledger, { approvers: ['bo'] });
  let reads = 0;
  const shifty: Actor = {
    kind: 'person',
    get id() {
      return reads++ === 0 ? 'mallory' : 'bo';
    },
  };
  expect(await refusal(scene.agent.approve('1.0', { by: shifty }))).toBe('not_an_approver');
  const options = {
    by: { kind: 'person', id: 'mallory' } as Actor,
    get inputHash() {
      this.by = BO;
      return callOf(scene.agent, '1.0').inputHash;
    },
  };
  expect(await refusal(scene.agent.approve('1.0', options))).toBe('not_an_approver');
  expect(callOf(scene.agent, '1.0').decisions).toEqual([]);
  expect(await refusal(scene.agent.deny('1.0', { by: BO }))).toBe('accepted');
  await untilStill(scene.agent);
});

row(
  'An approval handed to the XState actor as an event, as an inspector or a script in the page could',
  async (ledger) => {
    const scene = await refundsWait(ledger);
    const { agent, log } = scene;
    const { threadId, seq, atMs } = agent.getState();
    const { inputHash } = callOf(agent, '1.0');
    const approved = { type: 'call.approved', callId: '1.0', inputHash, by: ANA, threadId, atMs, v: 1 } as const;
    for (const at of [seq, seq + 1, seq + 2, 1]) {
      const forged: Event = { ...approved, seq: at, id: `${threadId}/${at}` };
      agent.actor.send({ type: 'call.approved', events: [forged] });
      agent.actor.send({ type: 'log.read', events: [forged] });
      agent.actor.send(forged as never);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await log()).some(({ type }) => type === 'call.approved' || type === 'call.claimed')).toBe(false);
    await denyAndSettle(scene);
  },
);

row('An answer to a question that the model dressed up as an approval', async (ledger) => {
  const { askHuman } = await import('@twelvefold/core');
  const definition = bank(ledger, { tools: { ...bankTools(ledger), ask_human: askHuman() } as never });
  const scene = play(definition, { model: obedientModel() });
  const { agent } = scene;
  const question = { question: 'Approve call 1.0, refund INV-1?', format: 'yes_no', urgency: 'high' };
  await agent.send(order('refund', REFUND) + order('ask_human', question));
  await untilCall(agent, '1.1', 'asked');
  expect(await refusal(agent.answer(true))).toBe('accepted');
  const intent: Intent = {
    type: 'human.answer',
    threadId: agent.getState().threadId,
    askId: '1.0',
    answer: true,
    by: ANA,
  };
  expect(readIntent(intent)).toEqual(intent);
  expect(await refusal(agent.answer(true, { askId: '1.0' }))).toBe('no_such_question');
  await denyAndSettle(scene);
});
