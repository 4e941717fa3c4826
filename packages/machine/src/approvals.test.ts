import {
  createMemoryStore,
  decide,
  defineAgent,
  defineTool,
  findCall,
  fold,
  type Actor,
  type Intent,
  type State,
  type Store,
} from '@twelvefold/core';
import { fakeClock, scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { CreateAgentOptions, LiveAgent } from './live-agent.ts';

const person = (id: string): Actor => ({ kind: 'person', id, name: id.toUpperCase() });
const [ann, bob, cem] = [person('ann'), person('bob'), person('cem')];
const pay = (...amounts: number[]): ScriptedReply => ({
  calls: amounts.map((amount) => ({ tool: 'pay', input: { amount } })),
});

/** A bank that asks one person, two of three above 1,000 and nobody but Ann above 5,000, for a minute each. */
function makeBank() {
  const effects: string[] = [];
  const terms = (amount: number) =>
    amount > 5_000 ? { approvers: ['ann'] } : amount > 1_000 ? { approvers: ['ann', 'bob', 'cem'], quorum: 2 } : {};
  const definition = defineAgent({
    name: 'bank',
    instructions: 'You pay.',
    tools: {
      pay: defineTool({
        input: z.object({ amount: z.number().positive() }).describe('Pays.'),
        approval: ({ input }) => ({ ask: { reason: 'Money.', expiresInMs: 60_000, ...terms(input.amount) } }),
        execute: ({ amount }) => void effects.push(`pay ${amount}`),
      }),
      look: defineTool({ input: z.object({}).describe('Looks.'), execute: () => 'seen' }),
    },
  });
  return { definition, effects };
}

type Bank = ReturnType<typeof makeBank>['definition'];

function open(definition: Bank, user: Actor, options: Partial<CreateAgentOptions> & { readonly store?: Store } = {}) {
  const model = options.model ?? scriptedModel([]);
  return createAgent(definition, { thread: 't', exclusive: true, user, ...options, model });
}

const phase = (agent: LiveAgent, wanted: string) => vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(wanted));
const statusOf = (agent: LiveAgent, callId: string) => findCall(agent.getState(), callId)?.status;
const codeOf = async (decision: ReturnType<LiveAgent['approve']>) => {
  const made = await decision;
  return made.ok ? 'ok' : made.rejection.code;
};

test('two of three approve, each in a tab of their own, and it runs once', async () => {
  const { definition, effects } = makeBank();
  const store = createMemoryStore();
  const one = open(definition, ann, { store, model: scriptedModel([pay(2_000), { text: 'Done.' }]) });
  await one.send('Pay 2,000');
  await phase(one, 'awaitingApproval');
  const other = open(definition, bob, { store });
  const stranger = open(definition, person('eve'), { store });
  await Promise.all([phase(other, 'awaitingApproval'), phase(stranger, 'awaitingApproval')]);
  expect(await codeOf(stranger.approve('1.0'))).toBe('not_an_approver');
  expect(await codeOf(stranger.deny('1.0'))).toBe('not_an_approver');
  expect(await codeOf(one.approve('1.0'))).toBe('ok');
  expect(await codeOf(one.approve('1.0'))).toBe('already_voted');
  expect(effects).toEqual([]);
  await vi.waitFor(() => expect(findCall(other.getState(), '1.0')?.decisions).toHaveLength(1));
  expect(await codeOf(other.approve('1.0'))).toBe('ok');
  await phase(one, 'done');
  expect(effects).toEqual(['pay 2000']);
});

test('an edit starts the count anew, asks for more votes where the policy does, and never for less', async () => {
  const { definition, effects } = makeBank();
  const agent = open(definition, ann, { model: scriptedModel([pay(100, 2_000), { text: 'Done.' }]) });
  await agent.send('Pay');
  await phase(agent, 'awaitingApproval');
  expect(await codeOf(agent.approve('1.0', { input: { amount: 6_000 }, by: bob }))).toBe('not_an_approver');
  expect(await codeOf(agent.approve('1.0', { input: { amount: 3_000 } }))).toBe('ok');
  expect(statusOf(agent, '1.0')).toBe('gated');
  expect(await codeOf(agent.approve('1.0', { by: bob }))).toBe('ok');
  expect(await codeOf(agent.approve('1.1'))).toBe('ok');
  expect(await codeOf(agent.approve('1.1', { input: { amount: 5 }, by: bob }))).toBe('ok');
  expect(statusOf(agent, '1.1')).toBe('gated');
  expect(await codeOf(agent.approve('1.1', { by: cem }))).toBe('ok');
  await phase(agent, 'done');
  expect(effects).toEqual(['pay 3000', 'pay 5']);
});

test('what nobody decides in time expires, and the model hears of it', async () => {
  const { definition, effects } = makeBank();
  const clock = fakeClock();
  const model = scriptedModel([pay(100), { text: 'Never mind.' }]);
  const agent = open(definition, ann, { clock, model });
  await agent.send('Pay');
  await phase(agent, 'awaitingApproval');
  clock.advance(59_999);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(statusOf(agent, '1.0')).toBe('gated');
  clock.advance(1);
  await phase(agent, 'done');
  expect(await codeOf(agent.approve('1.0', { remember: true }))).toBe('already_decided');
  expect([statusOf(agent, '1.0'), effects, agent.getState().rules]).toEqual(['expired', [], []]);
  expect(JSON.stringify(model.requests[1])).toContain('Nobody decided about this call in time');
});

test('the model hears what a person would have instead', async () => {
  const { definition } = makeBank();
  const model = scriptedModel([pay(100), { text: 'Half, then.' }]);
  const agent = open(definition, ann, { model });
  await agent.send('Pay');
  await phase(agent, 'awaitingApproval');
  await agent.deny('1.0', { reason: 'Too much.', suggestion: 'Pay 50.' });
  await phase(agent, 'done');
  expect(JSON.stringify(model.requests[1])).toContain(
    'ANN denied this call: Too much.\\nANN suggests instead: Pay 50.',
  );
});

test('a remembered approval lets later calls run, also after a reload, up to where others must agree', async () => {
  const { definition, effects } = makeBank();
  const store = createMemoryStore();
  const first = open(definition, ann, { store, model: scriptedModel([pay(100), { text: 'Done.' }]) });
  await first.send('Pay');
  await phase(first, 'awaitingApproval');
  expect(await codeOf(first.approve('1.0', { remember: true }))).toBe('ok');
  await phase(first, 'done');
  first.dispose();
  const again = open(definition, bob, { store, model: scriptedModel([pay(200, 6_000, 2_000), { text: 'Done.' }]) });
  await again.send('Pay more');
  await phase(again, 'awaitingApproval');
  expect(effects).toEqual(['pay 100', 'pay 200', 'pay 6000']);
  expect(statusOf(again, '3.2')).toBe('gated');
  const [rule] = again.getState().rules;
  expect(rule).toMatchObject({ tool: 'pay', by: ann });
  expect(await codeOf(again.revokeRule(rule?.ruleId ?? ''))).toBe('ok');
  expect(await codeOf(again.revokeRule(rule?.ruleId ?? ''))).toBe('no_such_rule');
  expect(again.getState().rules).toEqual([]);
});

test('a rule can be the first thing in a thread that has no name yet', async () => {
  const { definition, effects } = makeBank();
  const model = scriptedModel([pay(100), { text: 'Done.' }]);
  const agent = createAgent(definition, { model, user: ann });
  expect(await codeOf(agent.allow('look'))).toBe('rule_not_allowed');
  expect(await codeOf(agent.allow('pay'))).toBe('ok');
  expect(await codeOf(agent.allow('pay'))).toBe('rule_exists');
  await agent.send('Pay');
  await phase(agent, 'done');
  expect(effects).toEqual(['pay 100']);
});

test('a rule that is revoked in another process before the claim is appended lets nothing run any more', async () => {
  const { definition, effects } = makeBank();
  const store = createMemoryStore();
  const claims = Promise.withResolvers<void>();
  const slow: Store = {
    ...store,
    append: async (threadId, seq, events) => {
      if (events.some(({ type }) => type === 'call.claimed')) await claims.promise;
      return store.append(threadId, seq, events);
    },
  };
  const one = open(definition, ann, { store: slow, model: scriptedModel([pay(100, 200), { text: 'Done.' }]) });
  await one.allow('pay');
  await one.send('Pay');
  const says = async (intent: (state: State) => Intent): Promise<void> => {
    const state = fold(await store.read('t'));
    const decision = decide(definition, state, intent(state), { threadId: 't', nowMs: Date.now() });
    if (decision.ok) expect(await store.append('t', state.seq, decision.events)).toEqual({ ok: true });
    expect(decision.ok).toBe(true);
  };
  await vi.waitFor(() => expect([statusOf(one, '1.0'), statusOf(one, '1.1')]).toEqual(['ready', 'ready']));
  await says(() => ({ type: 'run.pause', by: bob }));
  await says(({ rules }) => ({ type: 'rule.revoke', threadId: 't', ruleId: rules[0]?.ruleId ?? '', by: bob }));
  claims.resolve();
  await vi.waitFor(() => expect(statusOf(one, '1.1')).toBe('gated'));
  await one.resume();
  await phase(one, 'awaitingApproval');
  expect([statusOf(one, '1.0'), statusOf(one, '1.1'), effects]).toEqual(['gated', 'gated', []]);
  await one.approve('1.0');
  await one.deny('1.1');
  await phase(one, 'done');
  expect(effects).toEqual(['pay 100']);
});

test('who acts is whoever the agent belongs to by now', () => {
  const { definition } = makeBank();
  let user: Actor | undefined = ann;
  const agent = createAgent(definition, { model: scriptedModel([]), user: () => user });
  expect(agent.getUser()).toBe(ann);
  user = bob;
  expect(agent.getUser()).toBe(bob);
  user = undefined;
  expect(agent.getUser()).toEqual({ kind: 'person', id: 'local' });
});
