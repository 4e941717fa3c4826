import {
  createMemoryStore,
  defineAgent,
  defineTool,
  findCall,
  stamp,
  type CallStatus,
  type Event,
  type Store,
  type ThreadStore,
} from '@twelvefold/core';
import { fakeClock, scriptedModel, type Script } from '@twelvefold/testing';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { Fork, ForkOptions } from './create-history.ts';
import type { CreateAgentOptions, LiveAgent } from './live-agent.ts';

const ann = { kind: 'person', id: 'ann' } as const;

/** Pays after a yes, looks without one; looks as long as the test wants. */
function office(script: Script = [{ text: 'Done.' }], kept: Store = createMemoryStore()) {
  const effects: string[] = [];
  let looking: Promise<unknown> = Promise.resolve();
  const desk = defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      look: defineTool({
        description: 'Look.',
        input: z.object({}),
        execute: async (_, { idempotencyKey }) => {
          effects.push(`look ${idempotencyKey}`);
          await looking;
          return 'seen';
        },
      }),
      pay: defineTool({
        description: 'Pay.',
        input: z.object({ amount: z.number() }),
        approval: 'always',
        execute: ({ amount }, { idempotencyKey }) => {
          effects.push(`pay ${amount} ${idempotencyKey}`);
          return 'paid';
        },
      }),
    },
  });
  const clock = fakeClock();
  const model = scriptedModel(script);
  const open = (
    thread?: string | { readonly id: string; readonly events: readonly Event[] },
    rest: Partial<CreateAgentOptions> = {},
  ) => createAgent(desk, { model, store: kept, clock, user: ann, ...(thread !== undefined && { thread }), ...rest });
  return {
    desk,
    effects,
    model,
    store: kept,
    clock,
    open,
    onLook: (wait: Promise<unknown>): void => void (looking = wait),
  };
}

/** A store that can only do what a live agent needs. */
function plainStore(): Store {
  const { append, read, subscribe } = createMemoryStore();
  return { append, read, subscribe };
}

async function reaches(agent: LiveAgent, phase: string): Promise<void> {
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(phase));
}

function idOf(fork: Fork): string {
  if (!fork.ok) throw new Error(fork.rejection.message);
  return fork.threadId;
}

function textsOf(agent: LiveAgent): readonly string[] {
  return agent.getState().entries.flatMap((entry) => ('text' in entry && entry.kind !== 'notice' ? [entry.text] : []));
}

function statusOf(agent: LiveAgent, callId: string): CallStatus | undefined {
  return findCall(agent.getState(), callId)?.status;
}

function found<K extends 'message' | 'reply'>(agent: LiveAgent, kind: K, index = 0) {
  const entry = agent.getState().entries.filter((each) => each.kind === kind)[index];
  if (entry?.kind !== 'message' && entry?.kind !== 'reply') throw new Error(`no ${kind}`);
  return entry;
}

describe.each([
  ['a store that forks', () => createMemoryStore()],
  ['a store that only appends and reads', plainStore],
])('with %s', (_, makeStore) => {
  test('[R149] a past message edited: the other thread answers the new one, and the old thread stays as it was', async () => {
    const { open, store, model } = office(
      ({ messages }) => ({ text: `You said ${messages.filter(({ role }) => role === 'user').length}` }),
      makeStore(),
    );
    const agent = open('t');
    await agent.send('Bill F-1');
    await reaches(agent, 'done');
    await agent.send('And F-2');
    await reaches(agent, 'done');
    const log = await agent.readEvents();
    const id = idOf(await agent.fork({ before: found(agent, 'message', 1), message: 'And F-3' }));
    expect(model.requests).toHaveLength(2);
    const fork = open(id);
    await vi.waitFor(() => expect(textsOf(fork)).toEqual(['Bill F-1', 'You said 1', 'And F-3', 'You said 2']));
    expect(await store.read('t')).toEqual(log);
    expect(textsOf(agent)).toEqual(['Bill F-1', 'You said 1', 'And F-2', 'You said 2']);
    expect((await store.read(id)).every(({ threadId }) => threadId === id)).toBe(true);
  });

  test('[R149] a reply regenerated: the same request once more, and both replies stand', async () => {
    const { open, model } = office([{ text: 'One.' }, { text: 'Two.' }], makeStore());
    const agent = open('t');
    await agent.send('Hi');
    await reaches(agent, 'done');
    const fork = open(idOf(await agent.fork({ before: found(agent, 'reply') })));
    await reaches(fork, 'done');
    expect([textsOf(agent), textsOf(fork)]).toEqual([
      ['Hi', 'One.'],
      ['Hi', 'Two.'],
    ]);
    expect(model.requests[1]).toEqual(model.requests[0]);
  });

  test('[R143] [R149] a fork while a tool runs: here it is in doubt, there it goes on, and it ran once', async () => {
    const { open, effects, onLook } = office([{ calls: [{ tool: 'look' }] }, { text: 'Done.' }], makeStore());
    let seen: () => void = () => undefined;
    onLook(new Promise<void>((resolve) => (seen = resolve)));
    const agent = open('t');
    await agent.send('Look');
    await vi.waitFor(() => expect(effects).toEqual(['look t:1.0']));
    const fork = open(idOf(await agent.fork()));
    await reaches(fork, 'inDoubt');
    expect(statusOf(agent, '1.0')).toBe('running');
    seen();
    await reaches(agent, 'done');
    expect(statusOf(fork, '1.0')).toBe('doubted');
    await fork.resolve('1.0', { kind: 'happened', output: 'seen' });
    await reaches(fork, 'done');
    expect(effects).toEqual(['look t:1.0']);
  });

  test('[R5] [R149] an approval in one branch is none in the other', async () => {
    const { open, effects } = office(
      [{ calls: [{ tool: 'pay', input: { amount: 5 } }] }, { text: 'Ok.' }],
      makeStore(),
    );
    const agent = open('t');
    await agent.send('Pay');
    await reaches(agent, 'awaitingApproval');
    const fork = open(idOf(await agent.fork()));
    await reaches(fork, 'awaitingApproval');
    await agent.approve('1.0');
    await reaches(agent, 'done');
    expect(effects).toEqual(['pay 5 t:1.0']);
    expect(statusOf(fork, '1.0')).toBe('gated');
    const { inputHash = '' } = findCall(fork.getState(), '1.0') ?? {};
    await fork.deny('1.0', { inputHash });
    await reaches(fork, 'done');
    expect(effects).toEqual(['pay 5 t:1.0']);
    const settled = open(idOf(await agent.fork()));
    await reaches(settled, 'done');
    expect(findCall(settled.getState(), '1.0')).toMatchObject({ status: 'succeeded', output: 'paid' });
    expect(effects).toEqual(['pay 5 t:1.0']);
  });

  test('[R149] a saved log that the store has not seen is kept there first', async () => {
    const first = office([{ text: 'Hello.' }]);
    const before = first.open('t');
    await before.send('Hi');
    await reaches(before, 'done');
    const saved = { id: 't', events: await before.readEvents() };
    const { open, store } = office([{ text: 'Again.' }], makeStore());
    const agent = open(saved);
    expect(await agent.readEvents({ throughSeq: 2 })).toEqual(saved.events.slice(0, 2));
    const fork = open(idOf(await agent.fork({ before: found(agent, 'reply') })));
    await reaches(fork, 'done');
    expect(textsOf(fork)).toEqual(['Hi', 'Again.']);
    expect(await store.read('t')).toEqual(saved.events);
  });

  test('[R149] a thread of that id is not forked over', async () => {
    const { open, store } = office([{ text: 'Hello.' }], makeStore());
    const agent = open('t');
    await agent.send('Hi');
    const fork = await agent.fork({ thread: 'f' });
    expect(idOf(fork)).toBe('f');
    const log = await store.read('f');
    expect(await agent.fork({ thread: 'f' })).toMatchObject({ rejection: { code: 'thread_exists' } });
    expect(await agent.fork({ thread: 't' })).toMatchObject({ rejection: { code: 'wrong_thread' } });
    expect(await store.read('f')).toEqual(log);
  });
});

test('[R146] [R149] alternatives to alternatives lie side by side, also when the first one is gone', async () => {
  const { open, store } = office([{ text: 'Hello.' }]);
  const threads = store as ThreadStore;
  const agent = open('t');
  await agent.send('One');
  await reaches(agent, 'done');
  const second = open(idOf(await agent.fork({ before: found(agent, 'message'), message: 'Two', thread: 'second' })));
  await reaches(second, 'done');
  await second.fork({ before: found(second, 'message'), message: 'Three', thread: 'third' });
  const forks = (await threads.list({ forkedFrom: 't' })).threads;
  expect(new Map(forks.map(({ threadId, forkedFrom }) => [threadId, forkedFrom]))).toEqual(
    new Map([
      ['second', { threadId: 't', seq: 1 }],
      ['third', { threadId: 't', seq: 1 }],
    ]),
  );
  await threads.delete('t');
  await second.fork({ before: found(second, 'message'), message: 'Four', thread: 'fourth' });
  const [, fourth] = (await threads.read('fourth')).filter(({ type }) => type !== 'thread.started');
  expect((await threads.list({ forkedFrom: 'second' })).threads.map(({ threadId }) => threadId)).toEqual(['fourth']);
  expect(fourth).toMatchObject({ type: 'message.received', text: 'Four' });
});

test('[R149] a fork sees what was sent before it, and lists know where it stands', async () => {
  const { open, store } = office([{ calls: [{ tool: 'pay', input: { amount: 1 } }] }]);
  const agent = open('t');
  void agent.send('Pay');
  const id = idOf(await agent.fork());
  expect((await store.read(id)).map(({ type }) => type)).toEqual([
    'thread.started',
    'message.received',
    'thread.forked',
  ]);
  await reaches(agent, 'awaitingApproval');
  await agent.fork({ thread: 'gated' });
  const { threads } = await (store as ThreadStore).list({ phases: ['awaitingApproval'] });
  expect(threads.map(({ threadId }) => threadId)).toContain('gated');
});

test('[R149] what cannot be forked is refused with what to do, and the agent says so', async () => {
  const { open } = office([{ text: 'Hello.' }]);
  const agent = open();
  expect(await agent.fork()).toMatchObject({ rejection: { code: 'no_such_event' } });
  await agent.send('Hi');
  await reaches(agent, 'done');
  expect(await agent.fork({ at: 99 })).toMatchObject({ rejection: { code: 'no_such_event' } });
  expect(await agent.fork({ at: 0 })).toMatchObject({ rejection: { code: 'no_such_event' } });
  expect(await agent.fork({ at: -1 })).toMatchObject({ rejection: { code: 'no_such_event' } });
  expect(await agent.fork({ at: NaN })).toMatchObject({ rejection: { code: 'no_such_event' } });
  expect(await agent.fork({ before: { kind: 'reply', id: 'reply-2' } })).toMatchObject({
    rejection: { code: 'no_such_event' },
  });
  expect(await agent.fork({ at: 1, message: '' })).toMatchObject({ rejection: { code: 'empty_message' } });
  expect(agent.getSnapshot().rejection?.code).toBe('empty_message');
  expect((await agent.fork({ at: 1, message: { text: 'Hi', source: 'cron', data: { n: 1 } } })).ok).toBe(true);
  expect(agent.getSnapshot().rejection).toBeUndefined();
  agent.dispose();
  expect(await agent.fork()).toMatchObject({ rejection: { code: 'not_running' } });
  expect(await agent.readEvents({ throughSeq: 1 })).toMatchObject([{ type: 'thread.started' }]);
});

test('[R149] a store that fails makes no fork, and says so', async () => {
  const store = createMemoryStore();
  let isBroken = false;
  const broken = () => Promise.reject(new Error('The disk is gone.'));
  const { open } = office([{ text: 'Hello.' }], {
    ...store,
    read: (...range: Parameters<Store['read']>) => (isBroken ? broken() : store.read(...range)),
    fork: broken,
  } as ThreadStore);
  const agent = open('t');
  await agent.send('Hi');
  await reaches(agent, 'done');
  expect(await agent.fork()).toMatchObject({ rejection: { code: 'store_failed' } });
  isBroken = true;
  expect(await agent.fork()).toMatchObject({ rejection: { code: 'store_failed' } });
  await expect(agent.readEvents()).rejects.toMatchObject({ code: 'store_failed' });
});

test.each(['detached', 'not started'] as const)(
  '[R149] an agent that is %s forks and reads what the store has, and goes on hearing nothing',
  async (how) => {
    const kept = createMemoryStore();
    const subscribe = vi.fn(kept.subscribe);
    const { open, model } = office([{ text: 'One.' }, { text: 'Two.' }], { ...kept, subscribe });
    const writer = open('t');
    await writer.send('First');
    await reaches(writer, 'done');
    const agent = open('t', { autoStart: how === 'detached' });
    if (how === 'detached') await agent.start();
    agent.detach();
    const before = agent.getState();
    await writer.send('Second');
    await vi.waitFor(() => expect(model.requests).toHaveLength(2));
    await reaches(writer, 'done');
    subscribe.mockClear();
    const log = await kept.read('t');
    expect(await agent.readEvents()).toEqual(log);
    const reply = writer.getState().entries.findLast(({ kind }) => kind === 'reply');
    if (reply?.kind !== 'reply') throw new Error('no reply');
    expect((await forkedInto(agent, { thread: 'whole' })).slice(0, log.length).map(({ type }) => type)).toEqual(
      log.map(({ type }) => type),
    );
    expect((await forkedInto(agent, { thread: 'again', before: reply })).length).toBeLessThan(log.length);
    expect(agent.getState()).toBe(before);
    expect(subscribe).not.toHaveBeenCalled();

    async function forkedInto(source: LiveAgent, request: ForkOptions): Promise<readonly Event[]> {
      const fork = await source.fork(request);
      expect(fork).toMatchObject({ ok: true });
      return kept.read(request.thread ?? '');
    }
  },
);

test('[R149] a range of the log is read, and of a thread without a name nothing', async () => {
  const { open } = office([{ text: 'Hello.' }]);
  const agent = open();
  expect(await agent.readEvents()).toEqual([]);
  await agent.send('Hi');
  await reaches(agent, 'done');
  const log = await agent.readEvents();
  expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  expect(await agent.readEvents({ afterSeq: 2, throughSeq: 4 })).toEqual(log.slice(2, 4));
  expect(await agent.readEvents({ afterSeq: 5 })).toEqual([]);
});

test('[R163] a fork is made of what its thread says, also when another one was begun under the id of its origin', async () => {
  const { open, store } = office([{ text: 'Hello.' }, { text: 'Hello again.' }]);
  const threads = store as ThreadStore;
  const root = open('root');
  await root.send('About cats');
  await reaches(root, 'done');
  await root.fork({ thread: 'branch' });
  root.dispose();
  await threads.delete('root');
  const { open: openLater, clock } = office([{ text: 'Hello.' }], store);
  clock.advance(1);
  const other = openLater('root');
  await other.send('About dogs');
  await reaches(other, 'done');
  const branch = open('branch');
  await branch.start();
  await branch.fork({ before: found(branch, 'reply'), thread: 'again' });
  const [message] = (await store.read('again')).filter(({ type }) => type === 'message.received');
  expect(message).toMatchObject({ text: 'About cats' });
  expect((await threads.list({ forkedFrom: 'branch' })).threads.map(({ threadId }) => threadId)).toEqual(['again']);
});

test('[R149] an id that no store can keep is refused as such, and nothing is written before that', async () => {
  const before = office([{ text: 'Hello.' }]).open('t');
  await before.send('Hi');
  await reaches(before, 'done');
  const saved = { id: 't', events: await before.readEvents() };
  const { open, store } = office([]);
  const agent = open(saved);
  for (const thread of ['a\0b', '\ud800', 'x'.repeat(2_049)])
    expect(await agent.fork({ thread })).toMatchObject({ ok: false, rejection: { code: 'invalid_use' } });
  expect(await agent.fork({ at: 99 })).toMatchObject({ rejection: { code: 'no_such_event' } });
  expect(await store.read('t')).toEqual([]);
});

test('[R149] a saved log that the store does not take makes no fork', async () => {
  const before = office([{ text: 'Hello.' }]).open('t');
  await before.send('Hi');
  await reaches(before, 'done');
  const saved = { id: 't', events: await before.readEvents() };
  const inner = createMemoryStore();
  const append: Store['append'] = async (id, ...rest) => (id === 't' ? ({} as never) : inner.append(id, ...rest));
  const agent = office([], { ...inner, append } as ThreadStore).open(saved);
  expect(await agent.fork({ thread: 'f' })).toMatchObject({ ok: false, rejection: { code: 'store_failed' } });
  expect(await inner.read('f')).toEqual([]);
});

test('[R163] events of another thread are none of this one', async () => {
  const inner = createMemoryStore();
  const other = office([{ text: 'Hello.' }], inner).open('other');
  await other.send('Their secret');
  await reaches(other, 'done');
  const { open } = office([], { ...inner, read: (_, ...range) => inner.read('other', ...range) } as Store);
  const agent = open('t');
  await agent.start();
  expect(agent.getSnapshot().problem?.code).toBe('store_failed');
  expect(agent.getState().entries).toEqual([]);
  await expect(agent.readEvents()).rejects.toMatchObject({ code: 'store_failed' });
  expect(await agent.fork({ at: 2 })).toMatchObject({ rejection: { code: 'store_failed' } });
});

test('[R149] a fork at the newest of 10,000 events reads one of them and copies none, and one at an older event fewer than 512', async () => {
  const said = { type: 'message.received', source: 'ui', text: 'Again.', by: ann } as const;
  const drafts = [
    { type: 'thread.started', agent: { name: 'desk', version: '1' } } as const,
    ...Array.from({ length: 9_998 }, () => said),
    { type: 'run.cancelled', by: ann } as const,
  ];
  const kept = createMemoryStore({ t: stamp(drafts, { threadId: 't', seq: 0, atMs: 0 }) });
  const counts = { read: 0, given: 0 };
  const store: ThreadStore = {
    ...kept,
    read: async (...range) => {
      const events = await kept.read(...range);
      counts.read += events.length;
      return events;
    },
    fork: (threadId, from, events, note) => {
      counts.given += events.length;
      return kept.fork(threadId, from, events, note);
    },
  };
  const agent = office([{ text: 'Done.' }], store).open('t');
  await agent.start();
  for (const [options, expected] of [
    [{}, { read: 1, given: 1 }],
    [
      { at: 10_000, message: 'And now?' },
      { read: 1, given: 2 },
    ],
    [{ at: 3_000 }, { read: 1 + (3_000 % 512), given: 1 }],
    [{ at: 5_120 }, { read: 1, given: 1 }],
    [{ at: 511 }, { read: 1 + 511, given: 1 }],
  ] as const) {
    Object.assign(counts, { read: 0, given: 0 });
    const id = idOf(await agent.fork(options));
    expect(counts).toEqual(expected);
    expect((await kept.read(id)).length).toBe(('at' in options ? options.at : 10_000) + expected.given);
  }
  agent.dispose();
});
