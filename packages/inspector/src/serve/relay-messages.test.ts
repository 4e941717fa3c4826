// @vitest-environment node
import { expect, test } from 'vitest';
import { createRelayMessages } from './relay-messages.ts';

const event = (type: string): string => JSON.stringify({ type: '@xstate.event', sessionId: 'x:0', event: { type } });
const actor = (sessionId: string): string => JSON.stringify({ type: '@xstate.actor', sessionId });
const limits = { maxMessages: 3, maxBytes: 1_000_000, maxActors: 2, maxActorBytes: 1_000_000 };

test('a message is passed on with who sent it, and nothing else is changed', () => {
  const { take } = createRelayMessages();
  expect(JSON.parse(take(event('GO'), 7) ?? '')).toEqual({ ...JSON.parse(event('GO')), _sender: '7' });
});

test.each(['', '{', 'null', '3', '[]', '"@xstate.event"', '{"type":"@statelyai.connected"}', '{"type":3}'])(
  'what is not in the protocol goes nowhere: %s',
  (text) => {
    const { take, kept } = createRelayMessages();
    expect(take(text, 1)).toBeUndefined();
    expect(kept()).toEqual([]);
  },
);

test('who comes late is sent the last messages, and before them the actors that are introduced in none of them', () => {
  const { take, kept } = createRelayMessages(limits);
  for (const text of [actor('x:0'), actor('x:1'), event('A'), event('B'), actor('x:1')]) take(text, 1);
  expect(kept().map(shortOf)).toEqual(['x:0', 'A', 'B', 'x:1']);
  take(event('C'), 1);
  expect(kept().map(shortOf)).toEqual(['x:0', 'B', 'x:1', 'C']);
});

test('actors of the same id that two processes have are two, and the oldest make room', () => {
  const { take, kept } = createRelayMessages({ ...limits, maxMessages: 0 });
  for (const sender of [1, 2, 3]) take(actor('x:0'), sender);
  expect(kept().map((text) => (JSON.parse(text) as { _sender: string })._sender)).toEqual(['2', '3']);
});

test('what is kept is bounded by its size, too', () => {
  const { take, kept } = createRelayMessages({ ...limits, maxBytes: 180 });
  for (const type of ['A', 'B', 'C']) take(event(type), 1);
  expect(kept().map(shortOf)).toEqual(['B', 'C']);
});

test('introductions are bounded by their size, too, as it is sent', () => {
  const { take, kept } = createRelayMessages({ ...limits, maxMessages: 0, maxActorBytes: 250 });
  take(actor('x:0'), 1);
  take(actor(`x:${'é'.repeat(80)}`), 1);
  expect(kept().map(shortOf)).toEqual([`x:${'é'.repeat(80)}`]);
  take(actor('x:1'), 1);
  expect(kept().map(shortOf)).toEqual(['x:1']);
  take(actor('x:1'), 1);
  take(actor('x:2'), 1);
  expect(kept().map(shortOf)).toEqual(['x:1', 'x:2']);
});

test('what nests so deep that it could not be written again goes nowhere', () => {
  const { take, kept } = createRelayMessages();
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(take(`{"type":"@xstate.event","event":${deep}}`, 1)).toBeUndefined();
  expect(kept()).toEqual([]);
});

function shortOf(text: string): unknown {
  const message = JSON.parse(text) as { readonly sessionId: string; readonly event?: { readonly type: string } };
  return message.event?.type ?? message.sessionId;
}
