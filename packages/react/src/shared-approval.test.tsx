import { createMemoryStore, defineAgent, defineTool, type Actor, type Store } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { modes } from '../test/modes.tsx';
import { decideAll } from './decide-all.ts';
import { useAgent } from './use-agent.ts';
import { useApproval } from './use-approval.ts';

const person = (id: string): Actor => ({ kind: 'person', id, name: id.toUpperCase() });
const [ann, bob, eve] = [person('ann'), person('bob'), person('eve')];
const pay = (...amounts: number[]): ScriptedReply => ({
  calls: amounts.map((amount) => ({ tool: 'pay', input: { amount } })),
});

/** A bank where above 1,000 Ann and Bob must agree, within a minute. */
function makeBank() {
  const effects: string[] = [];
  const definition = defineAgent({
    name: 'bank',
    instructions: 'You pay.',
    tools: {
      pay: defineTool({
        input: z.object({ amount: z.number().positive() }).describe('Pays.'),
        approval: ({ input }) =>
          input.amount > 1_000 ? { ask: { approvers: ['ann', 'bob'], quorum: 2, expiresInMs: 60_000 } } : 'ask',
        execute: ({ amount }) => void effects.push(`pay ${amount}`),
      }),
    },
  });
  return { definition, effects };
}

type Bank = ReturnType<typeof makeBank>['definition'];

async function waiting(
  definition: Bank,
  options: { readonly store?: Store; readonly replies: readonly ScriptedReply[] },
) {
  const { store = createMemoryStore(), replies } = options;
  const model = scriptedModel([...replies]);
  const agent = createAgent(definition, { model, store, thread: 't', exclusive: true, user: ann });
  await agent.send('Pay');
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  return agent;
}

describe.each(modes)('$mode', ({ wrapper }) => {
  test('everybody sees who approved, how many are missing, until when, and whether it is up to them', async () => {
    const { definition, effects } = makeBank();
    const store = createMemoryStore();
    const agent = await waiting(definition, { store, replies: [pay(2_000), { text: 'Done.' }] });
    const gatedAtMs = agent.getState().atMs;
    const watch = (user: Actor) =>
      renderHook(
        ({ by }) => useAgent(definition, { model: scriptedModel([]), store, thread: 't', user: by }).approvals[0],
        { wrapper, initialProps: { by: user } },
      );
    const [forAnn, forBob, forEve] = [
      renderHook(() => useAgent(agent).approvals[0], { wrapper }),
      watch(bob),
      watch(eve),
    ];
    await waitFor(() => expect(forEve.result.current).toBeDefined());
    await waitFor(() => expect(forBob.result.current).toBeDefined());
    const open = {
      votes: [],
      quorum: 2,
      missing: 2,
      approvers: ['ann', 'bob'],
      mayRemember: false,
      hasApproved: false,
    };
    expect(forAnn.result.current).toMatchObject({ ...open, expiresAtMs: gatedAtMs + 60_000, mayDecide: true });
    expect(forBob.result.current).toMatchObject({ ...open, mayDecide: true });
    expect(forEve.result.current).toMatchObject({ ...open, mayDecide: false });
    await act(() => forAnn.result.current?.approve());
    await waitFor(() => expect(forBob.result.current?.missing).toBe(1));
    expect(forAnn.result.current).toMatchObject({
      missing: 1,
      votes: [{ by: ann }],
      hasApproved: true,
      mayDecide: true,
    });
    expect(forBob.result.current).toMatchObject({ missing: 1, votes: [{ by: ann }], hasApproved: false });
    forEve.rerender({ by: bob });
    expect(forEve.result.current?.mayDecide).toBe(true);
    await act(() => forBob.result.current?.approve());
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    expect(effects).toEqual(['pay 2000']);
  });

  test('whoever changes their mind at once has said no, in a form of the browser and in one of their own', async () => {
    const { definition, effects } = makeBank();
    const agent = await waiting(definition, { replies: [pay(2_000, 3_000), { text: 'Done.' }] });
    const [one, two] = renderHook(() => useAgent(agent).approvals, { wrapper }).result.current;
    const form = renderHook(() => useApproval(two!), { wrapper }).result;
    await act(() => Promise.all([one!.approve(new FormData()), one!.deny(new FormData())]));
    await act(() => Promise.all([form.current.approve(), form.current.deny('No.')]));
    expect(form.current).toMatchObject({ isDeciding: false, rejection: undefined });
    await waitFor(() => expect(agent.getSnapshot()).toMatchObject({ phase: 'done', rejection: undefined }));
    const calls = agent.getState().entries.filter((entry) => entry.kind === 'call');
    expect(calls.map(({ status, decisions }) => [status, decisions.map(({ kind }) => kind)])).toEqual([
      ['denied', ['approved', 'denied']],
      ['denied', ['approved', 'denied']],
    ]);
    expect(effects).toEqual([]);
  });

  test('an edit is one vote for something else', async () => {
    const { definition } = makeBank();
    const agent = await waiting(definition, { replies: [pay(2_000), { text: 'Done.' }] });
    const { result } = renderHook(() => useAgent(agent).approvals[0]!, { wrapper });
    await act(() => agent.approve('1.0', { by: bob }));
    await waitFor(() => expect(result.current.votes).toMatchObject([{ by: bob }]));
    await act(() => result.current.approve({ input: { amount: 1_500 } }));
    await waitFor(() => expect(result.current.input).toEqual({ amount: 1_500 }));
    expect(result.current).toMatchObject({ missing: 1, votes: [{ by: ann, edited: true }], hasApproved: true });
  });

  test('an approval that is remembered lets the next call run, and the view has the rule', async () => {
    const { definition, effects } = makeBank();
    const agent = await waiting(definition, { replies: [pay(5), pay(6), pay(7), { text: 'Done.' }] });
    const { result } = renderHook(() => useAgent(agent), { wrapper });
    expect(result.current.approvals[0]).toMatchObject({ mayRemember: true, approvers: undefined, missing: 1 });
    await act(() => result.current.approvals[0]!.approve({ input: { amount: 4 }, remember: true }));
    await waitFor(() => expect(result.current.phase).toBe('done'));
    expect(effects).toEqual(['pay 4', 'pay 6', 'pay 7']);
    const [rule] = result.current.state.rules;
    expect(rule).toMatchObject({ tool: 'pay', by: ann });
    await act(() => result.current.revokeRule(rule!.ruleId));
    expect(agent.getState().rules).toEqual([]);
    const notices = result.current.entries.flatMap((entry) => (entry.kind === 'notice' ? [entry.type] : []));
    expect(notices).toEqual(expect.arrayContaining(['rule.added', 'rule.revoked']));
  });

  test('the form of an approval remembers what it approves, edits included', async () => {
    const { definition, effects } = makeBank();
    const agent = await waiting(definition, { replies: [pay(5, 9), { text: 'Done.' }] });
    const [first] = renderHook(() => useAgent(agent).approvals).result.current;
    const { result } = renderHook(() => useApproval(first!), { wrapper });
    act(() => result.current.setInput({ amount: 3 }));
    await act(() => result.current.approveAlways());
    await waitFor(() => expect(effects).toEqual(['pay 3']));
    expect(agent.getState().rules).toHaveLength(1);
  });

  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['ticked', { remember: 'on' }, 1],
    ['unticked', {}, 0],
    ['with another value', { remember: 'no' }, 0],
  ])('a checkbox in a form of the browser remembers when it is %s', async (_, values, rules) => {
    const { definition } = makeBank();
    const agent = await waiting(definition, { replies: [pay(5), { text: 'Done.' }] });
    const { result } = renderHook(() => useAgent(agent), { wrapper });
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    await act(() => result.current.approvals[0]!.approve(form));
    expect(agent.getState().rules).toHaveLength(rules);
  });

  test('reason and suggestion come from a form, from an object, or from a text', async () => {
    const { definition } = makeBank();
    const agent = await waiting(definition, { replies: [pay(1, 2, 3), { text: 'Done.' }] });
    const { result } = renderHook(() => useAgent(agent).approvals, { wrapper });
    const [one, two, three] = result.current;
    const form = new FormData();
    form.set('reason', 'Too much.');
    form.set('suggestion', 'Half.');
    await act(() => one!.deny(form));
    await act(() => two!.deny({ suggestion: 'Less.' }));
    await act(() => three!.deny('No.'));
    const said = agent.getState().entries.flatMap((entry) => (entry.kind === 'call' ? entry.decisions : []));
    const by = { kind: 'denied', by: ann, inputHash: expect.any(String), atMs: expect.any(Number) };
    expect(said).toEqual([
      { ...by, reason: 'Too much.', suggestion: 'Half.' },
      { ...by, suggestion: 'Less.' },
      { ...by, reason: 'No.' },
    ]);
  });
});

describe('several at once', () => {
  const codes = (decisions: Awaited<ReturnType<typeof decideAll>>) =>
    decisions.map((decision) => (decision.ok ? 'ok' : decision.rejection.code));

  async function shown(...amounts: number[]) {
    const { definition, effects } = makeBank();
    const agent: LiveAgent<Bank['tools']> = await waiting(definition, {
      replies: [pay(...amounts), { text: 'Done.' }],
    });
    const { result } = renderHook(() => useAgent(agent).approvals);
    return { agent, effects, approvals: result.current };
  }

  test('each is a decision of its own about what was shown, and what is refused stops no other', async () => {
    const { agent, effects, approvals } = await shown(1, 2, 3, 4);
    await agent.deny('1.1');
    await agent.approve('1.2', { input: { amount: 2_000 }, by: bob });
    const decisions = await decideAll(approvals, (approval) => approval.approve());
    expect(codes(decisions)).toEqual(['ok', 'already_decided', 'input_changed', 'ok']);
    await waitFor(() => expect(effects).toEqual(['pay 1', 'pay 4']));
  });

  test('all are denied with one reason', async () => {
    const { agent, effects, approvals } = await shown(1, 2);
    expect(codes(await decideAll(approvals, (approval) => approval.deny('Not today.')))).toEqual(['ok', 'ok']);
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    expect(effects).toEqual([]);
  });

  test('what throws for one is told after all the others were decided', async () => {
    const { effects, approvals } = await shown(1, 2, 3);
    const decisions = decideAll(approvals, (approval) => {
      if (approval.id === '1.0') throw new Error('No such button.');
      return approval.approve();
    });
    await expect(decisions).rejects.toThrow('No such button.');
    await waitFor(() => expect(effects).toEqual(['pay 2', 'pay 3']));
  });

  test('nothing is decided about nothing', async () => {
    expect(await decideAll([], () => Promise.reject(new Error('Nobody asks.')))).toEqual([]);
  });
});
