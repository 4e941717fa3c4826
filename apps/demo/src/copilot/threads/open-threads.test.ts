import { createMemoryStore, TwelvefoldError, type Event, type ThreadStore } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { openThreads } from './open-threads.ts';
import type { TabMemory } from './own-runners.ts';

const memoryOf = (kept: Readonly<Record<string, string>> = {}): TabMemory & { readonly map: Map<string, string> } => {
  const map = new Map(Object.entries(kept));
  return { map, getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value) };
};

async function storeWith(...threads: readonly (readonly [id: string, phase: string])[]): Promise<ThreadStore> {
  const store = createMemoryStore();
  for (const [index, [threadId, phase]] of threads.entries()) {
    const started: Event = {
      type: 'thread.started',
      agent: { name: 'invoicing-desk', version: '1' },
      id: `${threadId}/1`,
      threadId,
      seq: 1,
      atMs: index,
      v: 1,
    };
    await store.append(threadId, 0, [started], { phase });
  }
  return store;
}

test.each([
  [
    'the newest that is not over',
    [
      ['a', 'awaitingApproval'],
      ['b', 'thinking'],
      ['c', 'done'],
    ],
    {},
    'b',
  ],
  [
    'a new one, when all are over',
    [
      ['a', 'done'],
      ['b', 'cancelled'],
    ],
    {},
    undefined,
  ],
  [
    'the one that this tab showed',
    [
      ['a', 'done'],
      ['b', 'thinking'],
    ],
    { 'copilot-thread': 'a' },
    'a',
  ],
  ['a new one, when this tab showed one', [['a', 'thinking']], { 'copilot-thread': '' }, undefined],
  ['a new one, when what this tab showed is gone', [['a', 'thinking']], { 'copilot-thread': 'gone' }, undefined],
] as const)('begins with %s', async (_, threads, kept, first) => {
  const opened = await openThreads(await storeWith(...threads), memoryOf(kept));
  expect(opened).toMatchObject({ first });
  expect(opened.warning).toBeUndefined();
});

test('remembers the conversation that the tab shows, and that it shows a new one', async () => {
  const memory = memoryOf();
  const { remember } = await openThreads(await storeWith(), memory);
  remember('a');
  expect(memory.map.get('copilot-thread')).toBe('a');
  remember(undefined);
  expect(memory.map.get('copilot-thread')).toBe('');
});

test.each([
  ['store_failed', /keeps no data/],
  ['store_newer', /newer version/],
] as const)(
  'where the browser refuses (%s), conversations are in memory, and a sentence says so',
  async (code, said) => {
    const refusing = { ...createMemoryStore(), list: () => Promise.reject(new TwelvefoldError(code, 'No.')) };
    const { store, warning, first } = await openThreads(refusing, memoryOf({ 'copilot-thread': 'a' }));
    expect(warning).toMatch(said);
    expect(first).toBeUndefined();
    expect((await store.list()).threads).toEqual([]);
  },
);

test('a runner is known as this tab’s after a reload, and that of another tab is not', async () => {
  const store: ThreadStore = {
    ...createMemoryStore(),
    presence: {
      enter: async () => ({ runner: 'mine', leave: () => undefined }),
      untilGone: () => Promise.resolve(),
      lead: () => Promise.resolve(),
    },
  };
  const memory = memoryOf();
  const before = await openThreads(store, memory);
  await before.store.presence?.enter();
  const after = await openThreads(store, memory);
  expect([after.runners.has('mine'), after.runners.has('other')]).toEqual([true, false]);
});

test.each(['no JSON', '{"a":1}', '[1]'])(
  'what somebody else wrote into the memory of the tab is left aside: %s',
  async (kept) => {
    const { runners } = await openThreads(await storeWith(), memoryOf({ 'copilot-runners': kept }));
    expect(runners.has('1')).toBe(false);
  },
);
