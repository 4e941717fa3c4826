import {
  createDraftBuilder,
  createMemoryStore,
  defineAgent,
  defineTool,
  type Entry,
  type Event,
  type Json,
} from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { fakeClock, scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { handModel } from '../test/hand-model.ts';
import { makeDesk, type Effects } from '../test/desk.ts';
import { entryIds, findEntry, partsOf } from './entry-parts.ts';
import { toView } from './to-view.ts';

type Call = NonNullable<ScriptedReply['calls']>[number];
const link: Call = { tool: 'create_payment_link', input: { invoice: 'F-1', cents: 500 } };

/** An agent whose first reply makes these calls, once it waits or is done. */
async function after(calls: readonly Call[], effects: Effects = []) {
  const agent = createAgent(makeDesk(effects), { model: scriptedModel([{ calls }, { text: 'Done.' }]) });
  await agent.send('Go');
  await rest(agent);
  return agent;
}

async function rest(agent: LiveAgent): Promise<void> {
  await vi.waitFor(() => expect(viewOf(agent)).toMatchObject({ isBusy: false, isRestoring: false }));
}

const viewOf = (agent: LiveAgent) => toView(agent, agent.getSnapshot());
const callsOf = (agent: LiveAgent) => viewOf(agent).entries.filter((entry) => entry.kind === 'call');

describe('calls', () => {
  test('have the input that their schema reads, its defaults too, and keep it from gate to output', async () => {
    const agent = await after([link]);
    const [gated] = callsOf(agent);
    expect(gated).toMatchObject({
      id: '1.0',
      tool: 'create_payment_link',
      toolName: 'create_payment_link',
      status: 'gated',
      input: { invoice: 'F-1', cents: 500, currency: 'EUR' },
      approval: { id: '1.0', input: { invoice: 'F-1', cents: 500, currency: 'EUR' } },
    });
    await agent.approve('1.0');
    await rest(agent);
    const [succeeded] = callsOf(agent);
    expect(succeeded).toMatchObject({ status: 'succeeded', output: { url: 'https://pay.example/F-1/500' } });
    expect(succeeded).not.toHaveProperty('approval');
    expect(succeeded!.input).toBe(gated!.input);
  });

  test('that the agent cannot vouch for have no tool, and their input is what the model wrote', async () => {
    const agent = await after([
      { tool: 'delete_everything', input: { really: true } },
      { tool: 'constructor', input: {} },
      { tool: 'look_up', input: { invoice: 7 } },
      { tool: 'look_up', inputText: '{"invoice": ' },
    ]);
    const seen = callsOf(agent).map(({ tool, toolName, status, input }) => ({ tool, toolName, status, input }));
    expect(seen).toEqual([
      { tool: undefined, toolName: 'delete_everything', status: 'rejected', input: { really: true } },
      { tool: undefined, toolName: 'constructor', status: 'rejected', input: {} },
      { tool: undefined, toolName: 'look_up', status: 'rejected', input: { invoice: 7 } },
      { tool: undefined, toolName: 'look_up', status: 'rejected', input: '{"invoice": ' },
    ]);
  });

  test('of a log are checked against the tools of today', async () => {
    const store = createMemoryStore();
    const then = createAgent(makeDesk(), {
      model: scriptedModel([{ calls: [link, { tool: 'refund', input: { invoice: 'F-2' } }] }]),
      store,
      thread: 't',
    });
    await then.send('Go');
    await rest(then);
    const today = defineAgent({
      name: 'desk',
      instructions: '',
      tools: {
        create_payment_link: defineTool({
          description: 'Create a payment link.',
          input: z.object({ invoice: z.string(), euros: z.number() }),
          execute: () => null,
        }),
      },
    });
    const agent = createAgent(today, { model: scriptedModel([]), store, thread: 't' });
    await agent.start();
    const { approvals } = viewOf(agent);
    expect(approvals.map(({ tool, toolName, input }) => ({ tool, toolName, input }))).toEqual([
      { tool: undefined, toolName: 'create_payment_link', input: link.input },
      { tool: undefined, toolName: 'refund', input: { invoice: 'F-2' } },
    ]);
    expect(await approvals[0]!.deny('The tool has changed.')).toMatchObject({ ok: true });
  });

  test('stream with the id, the place and the tool that they will have', async () => {
    const model = handModel();
    const agent = createAgent(makeDesk(), { model });
    await agent.send('Go');
    model.call('create_payment_link').write('{"invoice": "F-');
    model.call('delete_everything').write('{"really": true, "wh');
    await vi.waitFor(() => expect(callsOf(agent)).toHaveLength(2));
    expect(viewOf(agent).entries.slice(1)).toEqual([
      { kind: 'reply', id: 'reply-1', isStreaming: true, step: 1, text: '', reasoning: '' },
      {
        kind: 'call',
        id: '1.0',
        status: 'streaming',
        tool: 'create_payment_link',
        toolName: 'create_payment_link',
        input: { invoice: 'F-' },
      },
      {
        kind: 'call',
        id: '1.1',
        status: 'streaming',
        tool: undefined,
        toolName: 'delete_everything',
        input: { really: true },
      },
    ]);
  });
});

describe('handles', () => {
  test('approve what they show: a later look at the call changes nothing', async () => {
    const effects: Effects = [];
    const agent = await after([link], effects);
    const [approval] = viewOf(agent).approvals;
    expect(await approval!.approve({ input: { invoice: 'F-1', cents: 1, currency: 'USD' } })).toMatchObject({
      ok: true,
    });
    expect(await approval!.approve()).toMatchObject({ ok: false, rejection: { code: 'already_decided' } });
    await rest(agent);
    expect(effects).toEqual(['link F-1 1 USD']);
  });

  test('take what a form gives: a property that is undefined is left out', async () => {
    const effects: Effects = [];
    const agent = await after([{ tool: 'refund', input: { invoice: 'F-1', reason: 'late' } }], effects);
    const [approval] = toView(agent, agent.getSnapshot()).approvals;
    if (approval?.tool !== 'refund') throw new Error('It is another tool.');
    await approval.approve({ input: { invoice: 'F-2', reason: undefined } });
    await rest(agent);
    expect(agent.getState().entries.find((entry) => entry.kind === 'call')?.input).toEqual({ invoice: 'F-2' });
    expect(effects).toEqual(['refund F-2']);
  });

  test('say why the policy asks', async () => {
    const definition = defineAgent({
      name: 'bank',
      instructions: '',
      tools: {
        pay: defineTool({
          description: 'Pay.',
          input: z.object({}),
          approval: () => ({ ask: { reason: 'It is much.' } }),
          execute: () => null,
        }),
      },
    });
    const agent = createAgent(definition, { model: scriptedModel([{ calls: [{ tool: 'pay' }] }]) });
    await agent.send('Go');
    await rest(agent);
    expect(viewOf(agent).approvals).toMatchObject([{ reason: 'It is much.' }]);
  });

  test.each<[string, Json, unknown]>([
    ['text', 'The blue one', 'The blue one'],
    ['yes_no', true, true],
    ['choice', 'red', 'red'],
  ])('answer a question of the kind %s', async (format, answer, output) => {
    const agent = await after([
      {
        tool: 'ask_human',
        input: { question: 'Which?', format, ...(format === 'choice' && { options: ['red', 'blue'] }) },
      },
    ]);
    const [question] = viewOf(agent).questions;
    expect(question).toMatchObject({ kind: format, question: 'Which?', urgency: 'normal', reason: 'tool' });
    if (question?.kind === 'choice') expect(question.options).toEqual(['red', 'blue']);
    expect(await question!.answer(answer as never)).toMatchObject({ ok: true });
    await rest(agent);
    expect(viewOf(agent).questions).toEqual([]);
    expect(callsOf(agent)).toMatchObject([{ tool: 'ask_human', status: 'succeeded', output }]);
  });

  test('settle doubts: it happened, it runs again, nobody will know', async () => {
    const store = createMemoryStore();
    const before = createAgent(makeDesk(), { model: scriptedModel([{ calls: [link] }]), store, thread: 't' });
    await before.send('Go');
    await rest(before);
    await before.approve('1.0');
    await rest(before);
    const events = await store.read('t');
    const claimed = events.slice(0, events.findIndex(({ type }) => type === 'call.claimed') + 1);
    for (const way of ['happened', 'retry', 'giveUp'] as const) {
      const { agent, effects } = await doubting(claimed);
      const [doubt] = viewOf(agent).doubts;
      expect(doubt).toMatchObject({ id: '1.0', tool: 'create_payment_link', input: { cents: 500 } });
      expect(callsOf(agent)[0]).toMatchObject({ status: 'doubted', doubt });
      if (doubt?.tool !== 'create_payment_link') throw new Error('It is another tool.');
      const decision = way === 'happened' ? doubt.happened({ url: 'https://pay.example' }) : doubt[way]();
      expect(await decision).toMatchObject({ ok: true });
      await rest(agent);
      expect(effects).toEqual(way === 'retry' ? ['link F-1 500 EUR'] : []);
      expect(callsOf(agent)[0]).toMatchObject(
        way === 'happened'
          ? { status: 'succeeded', output: { url: 'https://pay.example' } }
          : { status: way === 'retry' ? 'succeeded' : 'abandoned' },
      );
    }
  });
});

test('a doubt settles the attempt that it shows, and none that was made since', async () => {
  const clock = fakeClock();
  const agent = createAgent(
    defineAgent({
      name: 'bank',
      instructions: '',
      tools: {
        pay: defineTool({ description: 'Pays.', input: z.object({}), execute: () => new Promise(() => undefined) }),
      },
    }),
    { model: scriptedModel([{ calls: [{ tool: 'pay' }] }, { text: 'Done.' }]), clock },
  );
  const doubted = async () => {
    await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
    clock.advance(66_000);
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('inDoubt'));
    return viewOf(agent).doubts[0]!;
  };
  await agent.send('Go');
  const first = await doubted();
  expect(await first.retry()).toMatchObject({ ok: true });
  const second = await doubted();
  expect([first, second].map(({ call }) => call.claim?.attempt)).toEqual([1, 2]);
  for (const late of [first.happened('invoice 7'), first.retry(), first.giveUp()]) {
    expect(await late).toMatchObject({ ok: false, rejection: { code: 'superseded' } });
  }
  expect(callsOf(agent)).toMatchObject([{ status: 'doubted' }]);
  expect(await second.happened('invoice 8')).toMatchObject({ ok: true });
  await rest(agent);
  expect(callsOf(agent)).toMatchObject([{ status: 'succeeded', output: 'invoice 8' }]);
});

describe('views', () => {
  test('are made once a snapshot, also when an old one is looked at in between', async () => {
    const agent = await after([link]);
    const [first, now] = [agent.getInitialSnapshot(), agent.getSnapshot()];
    const views = [toView(agent, first), toView(agent, now), toView(agent, first), toView(agent, now)];
    expect(views[0]).toBe(views[2]);
    expect(views[1]).toBe(views[3]);
    expect(views[0]!.entries).toEqual([]);
  });
});

/** An agent that finds a claim whose runner is gone. */
async function doubting(events: readonly Event[]) {
  const effects: Effects = [];
  const agent = createAgent(makeDesk(effects), {
    model: scriptedModel([{ text: 'Done.' }]),
    thread: { id: 't', events },
  });
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('inDoubt'));
  return { agent, effects };
}

describe('cost', () => {
  test('a frame of a streaming reply reads nothing of what is finished, and the list is only made for who asks', async () => {
    const agent = createAgent(makeDesk(), {
      model: scriptedModel([{ calls: Array.from({ length: 50 }, () => link) }, { text: 'Done.' }]),
    });
    await agent.send('Go');
    await vi.waitFor(() => expect(viewOf(agent).approvals).toHaveLength(50));
    const finished = agent.getState().entries;
    let reads = 0;
    const count = (entry: Entry): Entry => new Proxy(entry, { get: (of, key) => (reads++, Reflect.get(of, key)) });
    const snapshot = { ...agent.getSnapshot(), state: { ...agent.getState(), entries: finished.map(count) } };
    const builder = createDraftBuilder(2);
    const frame = (delta: string) => {
      builder.push({ type: 'text.delta', id: '0', delta });
      const view = toView(agent, { ...snapshot, draft: builder.draft() });
      const parts = partsOf(view);
      return { view, reply: findEntry(parts, 'reply-2'), call: findEntry(parts, '1.0'), ids: entryIds(parts) };
    };
    const first = frame('a');
    expect([reads > 0, first.ids]).toEqual([true, [...finished.map(({ id }) => id), 'reply-2']]);
    reads = 0;
    for (let frames = 0; frames < 100; frames++) {
      const { view, reply, call, ids } = frame('b');
      expect([reply, call === first.call, ids === first.ids]).toMatchObject([{ isStreaming: true }, true, true]);
      expect(view.approvals).toBe(first.view.approvals);
    }
    const { view, reply } = frame('c');
    const { entries } = view;
    expect([entries.length, entries.at(-1) === reply, entries === view.entries]).toEqual([53, true, true]);
    expect({ ...view }.entries).toBe(entries);
    expect(reads).toBe(0);
  });

  test('what the log adds is shown, and what was there is what it was', async () => {
    const agent = await after([link, { tool: 'look_up', input: { invoice: 'F-1' } }]);
    const before = viewOf(agent).entries;
    await agent.send('And?');
    const now = viewOf(agent).entries;
    expect(now.length).toBeGreaterThan(before.length);
    expect(before.every((entry, index) => entry === now[index])).toBe(true);
  });
});
