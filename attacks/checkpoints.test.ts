/** What a script that reaches the store writes beside the log, and into it. */
import {
  createMemoryStore,
  fold,
  hashJson,
  REDUCER_VERSION,
  type CallEntry,
  type Event,
  type EventDraft,
  type State,
  type ThreadStore,
} from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank, bankTools } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { obedientModel, order } from './obedient-model.ts';
import { row } from './row.ts';
import { ANA, BO, callOf, play, refusal, until, untilCall, untilStill } from './scene.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };
const EVIL = { invoice: 'MALLORY', amount: 99_999 };
const THREAD = 'thread';

function bankFor(ledger: Ledger, quorum = 1) {
  const { refund, ...tools } = bankTools(ledger);
  return bank(ledger, { tools: { ...tools, refund: { ...refund, approval: () => ({ ask: { quorum } }) } } });
}

/** A store with a thread in which a refund waits, and nobody at work. */
async function waiting(ledger: Ledger, quorum = 1) {
  const store = createMemoryStore();
  const { agent, log } = play(bankFor(ledger, quorum), { model: obedientModel(), store, thread: THREAD });
  await agent.send(order('refund', REFUND));
  await untilCall(agent, '1.0', 'gated');
  const state = agent.getState();
  agent.dispose();
  return { store, state, events: await log() };
}

/** The state with its call changed. */
function withCall(state: State, change: Partial<CallEntry>): State {
  return {
    ...state,
    entries: state.entries.map((entry) => (entry.kind === 'call' ? { ...entry, ...change } : entry)),
  };
}

/** The next agent on the store, which begins with this checkpoint. */
async function poisoned(ledger: Ledger, store: ThreadStore, checkpoint: unknown, quorum = 1) {
  const told = {
    ...store,
    readCheckpoint: async (_: string, version: string) =>
      version === REDUCER_VERSION ? (checkpoint as State) : undefined,
  };
  const scene = play(bankFor(ledger, quorum), { model: scriptedModel([{}]), store: told, thread: THREAD });
  await scene.agent.start();
  return scene;
}

row('A checkpoint in which a call was approved, with its own input or another one', async (ledger) => {
  for (const input of [REFUND, EVIL]) {
    const { store, state, events } = await waiting(ledger);
    const hash = hashJson(input);
    const by = { kind: 'approved' as const, by: ANA, atMs: 0, inputHash: hash };
    const ready = withCall(state, { status: 'ready', input, inputHash: hash, parsedHash: hash, decisions: [by] });
    const { agent, log } = await poisoned(ledger, store, ready);
    await untilCall(agent, '1.0', 'gated');
    expect(agent.getState()).toEqual(fold(events));
    expect(await log()).toEqual(events);
    expect(await refusal(agent.deny('1.0'))).toBe('accepted');
    await untilStill(agent);
  }
  expect(ledger.effects()).toEqual([]);
});

row('A checkpoint with a weaker gate, votes that nobody cast, or another input to look at', async (ledger) => {
  const voted = { kind: 'approved' as const, by: BO, atMs: 0, inputHash: hashJson(REFUND) };
  const changes: readonly Partial<CallEntry>[] = [
    { gate: { quorum: 1 } },
    { decisions: [voted] },
    { input: EVIL, inputHash: hashJson(EVIL), parsedHash: hashJson(EVIL), gate: { quorum: 1 } },
  ];
  for (const change of changes) {
    const { store, state } = await waiting(ledger, 2);
    const { agent } = await poisoned(ledger, store, withCall(state, change), 2);
    const shown = callOf(agent, '1.0').inputHash;
    const code = await refusal(agent.approve('1.0', { by: ANA, inputHash: shown }));
    expect(code).toBe(shown === hashJson(REFUND) ? 'accepted' : 'input_changed');
    expect(callOf(agent, '1.0')).toMatchObject({ status: 'gated', input: REFUND, gate: { quorum: 2 } });
    await agent.deny('1.0', { by: BO });
    await untilStill(agent);
  }
  expect(ledger.effects()).toEqual([]);
});

row('A checkpoint with a rule that nobody made, or a past that would let the policy run', async (ledger) => {
  const { store, state } = await waiting(ledger);
  const rules = [{ ruleId: 'rule-1', tool: 'refund', by: ANA, atMs: 0 }];
  const { agent } = await poisoned(ledger, store, { ...state, rules, entries: [], open: [] });
  await agent.send('Once more.');
  await untilCall(agent, '1.0', 'gated');
  expect(agent.getState().rules).toEqual([]);
  await agent.deny('1.0');
  await untilStill(agent);

  const idle = createMemoryStore();
  const first = play(bankFor(ledger), { model: scriptedModel([{ text: 'Hello.' }]), store: idle, thread: THREAD });
  await first.agent.send('Hello.');
  await untilStill(first.agent);
  const over = first.agent.getState();
  first.agent.dispose();
  const told = { ...idle, readCheckpoint: async () => ({ ...over, rules }) };
  const next = play(bankFor(ledger), { model: obedientModel(), store: told, thread: THREAD });
  await next.agent.send(order('refund', REFUND));
  await untilCall(next.agent, '2.0', 'gated');
  await next.agent.deny('2.0');
  await untilStill(next.agent);
  expect(ledger.effects()).toEqual([]);
});

row(
  'A checkpoint of another thread, from beyond the log, with a seq that is none, or that is no state',
  async (ledger) => {
    const { store, state, events } = await waiting(ledger);
    const ready = withCall(state, { status: 'ready' });
    const poisons: readonly unknown[] = [
      { ...ready, threadId: 'other' },
      ...[-1, 0, 0.5, Number.NaN, Infinity, '5'].map((seq) => ({ ...ready, seq })),
      { threadId: THREAD, seq: 3 },
      { ...ready, entries: [null] },
      { ...ready, rules: undefined },
      { ...ready, open: {} },
      { ...ready, asks: ['1.0'] },
      [],
      'state',
      null,
      { ...ready, seq: 2 },
      { ...ready, seq: state.seq + 100 },
    ];
    for (const poison of poisons) {
      const { agent } = await poisoned(ledger, store, poison);
      expect(await refusal(agent.approve('1.0', { inputHash: 'x' }))).toBe('input_changed');
      expect(agent.getState()).toEqual(fold(events));
      agent.dispose();
    }
    expect(ledger.effects()).toEqual([]);
  },
);

/** Puts facts into the log without asking anybody. */
async function inject(store: ThreadStore, facts: readonly EventDraft[]): Promise<void> {
  const log = await store.read(THREAD);
  const last = log.at(-1);
  if (!last) throw new Error('There is no thread.');
  const events = facts.map((fact, index): Event => {
    const seq = last.seq + 1 + index;
    return { ...fact, id: `${THREAD}/${seq}`, threadId: THREAD, seq, atMs: last.atMs, v: 1 };
  });
  expect(await store.append(THREAD, last.seq, events)).toEqual({ ok: true });
}

row(
  'A claim put into the log of a call that nobody let run, by another runner or in the name of this one',
  async (ledger) => {
    const store = createMemoryStore();
    const { agent, log } = play(bankFor(ledger), { model: obedientModel(), store, thread: THREAD, exclusive: false });
    await agent.send(order('refund', REFUND));
    await untilCall(agent, '1.0', 'gated');
    const requested = (await log()).find(
      (event): event is Event<'model.requested'> => event.type === 'model.requested',
    );
    for (const runner of ['mallory', requested?.runner ?? '']) {
      const inputHash = hashJson(REFUND);
      const claim = {
        callId: '1.0',
        attempt: 1,
        inputHash,
        idempotencyKey: 'k',
        runner,
        leaseUntilMs: Date.now() + 60_000,
      };
      await inject(store, [
        { type: 'call.claimed', ...claim },
        { type: 'call.admitted', callId: '1.0', inputHash },
        { type: 'call.claimed', ...claim },
        { type: 'call.succeeded', callId: '1.0', attempt: 1, output: 'Paid.' },
      ]);
      const { length } = await log();
      await until(agent, ({ state }) => state.seq >= length);
      expect(callOf(agent, '1.0').status).toBe('gated');
    }
    await agent.deny('1.0');
    await untilStill(agent);
    expect(ledger.effects()).toEqual([]);
  },
);

row(
  'A claim of an approved call put into the log in the name of this runner, and of one that is gone',
  async (ledger) => {
    for (const isMine of [true, false]) {
      const store = createMemoryStore();
      const { agent, log } = play(bankFor(ledger), { model: obedientModel(), store, thread: THREAD });
      await agent.send(order('refund', REFUND));
      await untilCall(agent, '1.0', 'gated');
      await agent.pause();
      expect(await refusal(agent.approve('1.0'))).toBe('accepted');
      const requested = (await log()).find(
        (event): event is Event<'model.requested'> => event.type === 'model.requested',
      );
      const runner = isMine ? (requested?.runner ?? '') : 'gone';
      const claim = { callId: '1.0', attempt: 1, inputHash: hashJson(REFUND), idempotencyKey: 'k', runner };
      await inject(store, [{ type: 'call.claimed', ...claim, leaseUntilMs: Date.now() + 60_000 }]);
      // Of its own claim a runner knows that it did not begin, and while the run is paused it does not; of another's nobody knows.
      await untilCall(agent, '1.0', isMine ? 'failed' : 'doubted');
      await agent.resume();
      if (!isMine) await agent.resolve('1.0', { kind: 'give_up' });
      await untilStill(agent);
      agent.dispose();
    }
    expect(ledger.effects()).toEqual([]);
  },
);
