import { createMemoryStore, type Event } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { expect, test } from 'vitest';
import { createClerk } from '../desk/clerk.ts';
import { createDesk, type Effect } from '../desk/desk.ts';
import { judgeTrial } from './judge-trial.ts';
import { attend } from './person.ts';

const good = { lost: 0, unapproved: 0, doubled: 0, isFinished: true, inDoubt: 0, claimedAgain: 0, problems: [] };

test('a thread that nobody disturbed is good', async () => {
  const { events, effects } = await work();
  expect(judgeTrial({ events, effects, acknowledged: events })).toEqual(good);
});

test('an acknowledged event that is not in the log, or not as it was, is lost', async () => {
  const { events, effects } = await work();
  const last = events.at(-1) as Event;
  const another = { ...last, id: 't/999', seq: 999 };
  const changed = { ...last, atMs: 1 };
  expect(judgeTrial({ events, effects, acknowledged: [...events, another, changed] })).toMatchObject({
    lost: 2,
    problems: [
      't/999 (run.finished) was acknowledged and is lost.',
      `${last.id} (run.finished) was acknowledged and is lost.`,
    ],
  });
});

test('a log with a gap, or with an event that was changed, does not verify', async () => {
  const { events, effects } = await work();
  const gap = events.toSpliced(3, 1);
  expect(judgeTrial({ events: gap, effects, acknowledged: [] }).problems.join()).toContain('events are missing');
  const changed = events.map((event) => (event.type === 'message.received' ? { ...event, text: 'pay me' } : event));
  expect(judgeTrial({ events: changed, effects, acknowledged: [] }).problems.join()).toContain('does not verify');
});

test('an event that is none is told of', async () => {
  const { events, effects } = await work();
  const broken = events.map((event) =>
    event.seq === 5 ? ({ ...event, type: 'call.dreamt' } as unknown as Event) : event,
  );
  expect(judgeTrial({ events: broken, effects, acknowledged: [] }).problems.join()).toContain('Line 5');
});

test('a thread that stands still has not finished', async () => {
  const { events, effects } = await work();
  expect(judgeTrial({ events: events.slice(0, -1), effects, acknowledged: [] })).toMatchObject({
    isFinished: false,
    problems: ['The thread ends in "running" after 2 messages.'],
  });
});

test('effects that the log knows nothing of are unapproved, and one attempt that ran twice is doubled', async () => {
  const { events, effects } = await work();
  const paid = effects.find(({ tool }) => tool === 'pay') as Effect;
  const never: Effect = { ...paid, callId: '3.0', input: { what: 'never' } };
  expect(judgeTrial({ events, effects: [...effects, never, paid], acknowledged: [] })).toMatchObject({
    unapproved: 1,
    doubled: 1,
  });
});

async function work(): Promise<{ readonly events: readonly Event[]; readonly effects: readonly Effect[] }> {
  const store = createMemoryStore();
  const effects: Effect[] = [];
  const definition = createDesk({ record: (effect) => void effects.push(effect) });
  const agent = createAgent(definition, { model: createClerk(), store, thread: 't' });
  await attend(agent, 'leave');
  agent.dispose();
  return { events: await store.read('t'), effects };
}
