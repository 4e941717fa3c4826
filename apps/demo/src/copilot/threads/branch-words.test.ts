import { createMemoryStore } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../db/test-database.ts';
import { createDeskAgent } from '../agent/desk-agent.ts';
import { branchWords } from './branch-words.ts';

const definition = createDeskAgent(await openTestDatabase());

/** A conversation of one message and its reply, in a store. */
async function talk() {
  const store = createMemoryStore();
  const model = scriptedModel([{ text: 'First.' }, { text: 'Second.' }]);
  const agent = createAgent(definition, { model, store });
  await agent.send('hello');
  await expect.poll(() => agent.getSnapshot().phase).toBe('done');
  const wordsOf = async (threadId: string): Promise<string | undefined> => {
    const thread = (await store.list()).threads.find((one) => one.threadId === threadId);
    return thread && branchWords(store, thread);
  };
  return { store, agent, wordsOf };
}

test('a branch is told by the first message of its own, in one short line', async () => {
  const { agent, wordsOf } = await talk();
  const message = agent.getState().entries.find((entry) => entry.kind === 'message');
  const fork = await agent.fork({
    before: message ?? { kind: 'message', id: '' },
    message: `good\n${'morning '.repeat(20)}`,
  });
  expect(fork.ok && (await wordsOf(fork.threadId))).toMatch(/^good morning morning .*…$/);
});

test('one in which nothing was said yet by the last words before it, and what is no branch by none', async () => {
  const { store, agent, wordsOf } = await talk();
  const { threadId, seq } = agent.getState();
  const fork = await agent.fork({ at: seq });
  expect(fork.ok && (await wordsOf(fork.threadId))).toBe('First.');
  expect(await wordsOf(threadId)).toBeUndefined();
  expect((await store.list()).threads).toHaveLength(2);
});

test('one that answers again by that answer', async () => {
  const { store, wordsOf } = await talk();
  const { threads } = await store.list();
  const [old] = threads;
  const events = await store.read(old?.threadId ?? '');
  const asked = events.find(({ type }) => type === 'message.received');
  const model = scriptedModel([{ text: 'Another answer.' }]);
  const agent = createAgent(definition, { model, store, thread: old?.threadId ?? '' });
  await expect.poll(() => agent.getState().seq).toBe(events.length);
  const fork = await agent.fork({ at: asked?.seq ?? 0 });
  const branch = createAgent(definition, { model, store, thread: fork.ok ? fork.threadId : '' });
  await expect.poll(() => branch.getSnapshot().phase).toBe('done');
  expect(fork.ok && (await wordsOf(fork.threadId))).toBe('Another answer.');
});
