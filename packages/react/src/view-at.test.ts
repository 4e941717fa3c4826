import { createMemoryStore, type Event } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import type { AgentView } from './agent-view.ts';
import { toView } from './to-view.ts';
import { viewAt } from './view-at.ts';

const desk = makeDesk();
const link = { tool: 'create_payment_link', input: { invoice: 'F-1', cents: 500 } };
const ask = { tool: 'ask_human', input: { question: 'Which one?' } };

/** A life with an approval and a question, and what a component saw after each append. */
async function lived(): Promise<{ readonly events: readonly Event[]; readonly seen: ReadonlyMap<number, AgentView> }> {
  const store = createMemoryStore();
  const model = scriptedModel([{ calls: [link, ask] }, { text: 'Done.' }]);
  const agent = createAgent(desk, { model, store, thread: 't' });
  const seen = new Map<number, AgentView>();
  const look = (): void => void seen.set(agent.getState().seq, toView(agent, agent.getSnapshot()));
  agent.actor.subscribe(look);
  await agent.send('Bill F-1');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  await agent.approve('1.0');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingHuman'));
  await agent.answer('The first');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  look();
  return { events: await store.read('t'), seen };
}

/** What a view shows, without the functions of its handles. */
function shown(view: AgentView): unknown {
  return JSON.parse(
    JSON.stringify({ ...view, draft: null, rejection: null, isPast: null }, (key, value: unknown) =>
      key === 'mayDecide' || key === 'hasApproved' ? undefined : value,
    ),
  );
}

test('[R148] a past view shows what the live one showed then', async () => {
  const { events, seen } = await lived();
  expect(seen.size).toBeGreaterThan(5);
  const settledAt = [...seen].filter(([seq, { state }]) => state.seq === seq && seq > 0);
  for (const [seq, view] of settledAt) expect(shown(viewAt(desk, events, seq))).toEqual(shown(view));
});

test('[R148] whatever is asked of a past view is refused, and nobody may decide there', async () => {
  const { events } = await lived();
  const gatedSeq = events.findIndex(({ type }) => type === 'call.gated') + 1;
  const { approvals, questions, phase } = viewAt(desk, events, gatedSeq + 1);
  const [approval] = approvals;
  const [question] = questions;
  if (approval?.tool !== 'create_payment_link' || question?.kind !== 'text') throw new Error('nothing waits');
  expect(phase).toBe('awaitingApproval');
  const past = { ok: false, rejection: { code: 'in_the_past' } };
  expect(await approval.approve()).toMatchObject(past);
  expect(await approval.approve({ input: { ...approval.input, cents: 1 } })).toMatchObject(past);
  expect(await approval.approve({ input: { ...approval.input, cents: -1 } })).toMatchObject(past);
  expect(await approval.deny('No.')).toMatchObject(past);
  expect(await question.answer('This one')).toMatchObject(past);
  expect(approval.mayDecide).toBe(false);
  expect(approval.hasApproved).toBe(false);
});

test('[R148] doubts of the past are refused, too', async () => {
  const { events } = await lived();
  const claimed = events.findIndex(({ type }) => type === 'call.claimed') + 1;
  const { id, atMs } = events[claimed - 1]!;
  const doubted: Event = {
    id,
    threadId: 't',
    v: 1,
    atMs,
    seq: claimed + 1,
    type: 'call.doubted',
    callId: '1.0',
    attempt: 1,
  };
  const [doubt] = viewAt(desk, [...events.slice(0, claimed), doubted], claimed + 1).doubts;
  const past = { ok: false, rejection: { code: 'in_the_past' } };
  expect(await doubt?.retry()).toMatchObject(past);
  expect(await doubt?.giveUp()).toMatchObject(past);
});

test('[R148] the same place is the same view, and entries that did not change are the same there', async () => {
  const { events } = await lived();
  const there = viewAt(desk, events, 4);
  const next = viewAt(desk, events, 5);
  expect(viewAt(desk, events, 4)).toBe(there);
  expect(there.isPast).toBe(true);
  expect(next).not.toBe(there);
  expect(next.entries[0]).toBe(there.entries[0]);
  expect(viewAt(desk, events, 0)).toMatchObject({ entries: [], phase: 'idle', isBusy: false });
  expect(viewAt(desk, events, 999)).toBe(viewAt(desk, events, events.length));
});
