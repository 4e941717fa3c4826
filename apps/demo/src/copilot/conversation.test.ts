import { createMemoryStore, isThreadStore } from '@twelvefold/core';
import { scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { openTestDatabase } from '../db/test-database.ts';
import { createDeskAgent } from './agent/desk-agent.ts';
import { createConversations } from './conversation.ts';

const definition = createDeskAgent(await openTestDatabase());

function setUp(reply: ScriptedReply) {
  const store = createMemoryStore();
  return { store, conversations: createConversations({ definition, model: scriptedModel([reply]), store }) };
}

test('a conversation that is left while it is at work goes on, and is the same when one comes back', async () => {
  let finish: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (finish = resolve));
  const { conversations } = setUp({ text: 'Slowly.', until });
  const conversation = conversations.open();
  await conversation.agent.send('hello');
  const { threadId } = conversation.agent.getState();
  conversations.leave(conversation);
  expect(conversations.open(threadId)).toBe(conversation);
  conversations.leave(conversation);
  finish();
  await vi.waitFor(() => expect(conversation.agent.getSnapshot().phase).toBe('done'));
  // Nobody was there any more when it had ended, so it was let go of.
  await vi.waitFor(async () =>
    expect(await conversation.agent.send('and now?')).toMatchObject({ ok: false, rejection: { code: 'not_running' } }),
  );
});

test('a conversation that is left while it waits is let go of, and restored when one comes back', async () => {
  const { conversations } = setUp({
    calls: [{ tool: 'send_email', input: { customerId: 5, subject: 'A', body: 'B' } }],
  });
  const conversation = conversations.open();
  await conversation.agent.send('hello');
  await vi.waitFor(() => expect(conversation.agent.getSnapshot().phase).toBe('awaitingApproval'));
  const { threadId } = conversation.agent.getState();
  conversations.leave(conversation);
  const again = conversations.open(threadId);
  expect(again).not.toBe(conversation);
  await again.agent.start();
  expect(again.agent.getState()).toEqual(conversation.agent.getState());
});

test('a conversation that is removed is gone from the store, and nothing of it goes on', async () => {
  const { store, conversations } = setUp({ text: 'Never.', until: new Promise(() => undefined) });
  expect(isThreadStore(store)).toBe(true);
  const conversation = conversations.open();
  await conversation.agent.send('hello');
  const { threadId } = conversation.agent.getState();
  await conversations.remove(threadId);
  expect(await store.read(threadId)).toEqual([]);
  expect(await conversation.agent.send('hello?')).toMatchObject({ ok: false, rejection: { code: 'not_running' } });
  conversations.leave(conversation);
  expect(conversations.open(threadId)).not.toBe(conversation);
});

test('a conversation that works out of sight and is deleted in another tab is let go of', async () => {
  const { store, conversations } = setUp({ text: 'Never.', until: new Promise(() => undefined) });
  const conversation = conversations.open();
  await conversation.agent.send('hello');
  const { threadId } = conversation.agent.getState();
  await vi.waitFor(() => expect(conversation.agent.getSnapshot().phase).toBe('thinking'));
  conversations.leave(conversation);
  await store.delete(threadId);
  await vi.waitFor(() => expect(conversation.agent.getSnapshot().problem?.code).toBe('thread_gone'));
  await vi.waitFor(() => expect(conversations.open(threadId)).not.toBe(conversation));
});
