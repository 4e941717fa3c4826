import { createAgent } from '@twelvefold/machine';
import { expect, test, vi } from 'vitest';
import { holdFrames } from '../test/frames.ts';
import { handModel } from '../test/hand-model.ts';
import { makeDesk } from '../test/desk.ts';
import { watchEntry } from './watch-entry.ts';

test('of a thousand watchers only those of what changed are called, and the agent has one listener', async () => {
  const { paint } = holdFrames();
  const model = handModel();
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Go');
  model.write('a');
  await paint();
  const subscribe = vi.spyOn(agent, 'subscribe');
  const [message] = agent.getState().entries;
  const others = Array.from({ length: 1_000 }, () => vi.fn());
  const reply = vi.fn();
  const call = vi.fn();
  const stops = [
    ...others.map((listener) => watchEntry(agent, message?.id ?? '', listener)),
    watchEntry(agent, 'reply-1', reply),
    watchEntry(agent, '1.0', call),
  ];
  const calls = () => [
    others.filter((other) => other.mock.calls.length > 0).length,
    reply.mock.calls.length,
    call.mock.calls.length,
  ];

  for (let frame = 0; frame < 10; frame++) {
    for (let delta = 0; delta < 10; delta++) model.write('b');
    await paint();
  }
  expect([calls(), subscribe.mock.calls.length]).toEqual([[0, 10, 0], 1]);

  const book = model.call('create_payment_link');
  book.write('{"invoice": "F-1');
  await paint();
  expect(calls()).toEqual([0, 10, 1]);

  book.end({ invoice: 'F-1', cents: 1 });
  model.finish();
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  await paint();
  expect(calls()).toEqual([0, 11, 2]);

  stops.forEach((stop) => stop());
  await agent.deny('1.0');
  await paint();
  expect(calls()).toEqual([0, 11, 2]);
  agent.dispose();
});

test('the same listener may watch twice, and be told once less', async () => {
  const { paint } = holdFrames();
  const model = handModel();
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Go');
  const listener = vi.fn();
  const [stop] = [watchEntry(agent, 'reply-1', listener), watchEntry(agent, 'reply-1', listener)];
  model.write('a');
  await paint();
  const before = listener.mock.calls.length;
  stop?.();
  model.write('b');
  await paint();
  expect([before, listener.mock.calls.length]).toEqual([2, 3]);
  agent.dispose();
});
