import { expect, test } from 'vitest';
import { SCHEMA_VERSION, stamp, type EventDraft } from './event.ts';
import { ann, testThread } from './test-support/test-thread.ts';
import { testDesk } from './test-support/test-desk.ts';

test('[R1] stamps drafts with ids and numbers that go on from the event before', () => {
  const drafts: readonly EventDraft[] = [
    { type: 'run.paused', by: ann },
    { type: 'run.resumed', by: ann },
  ];
  expect(stamp(drafts, { threadId: 'a', seq: 7, atMs: 5 })).toEqual([
    { type: 'run.paused', by: ann, id: 'a/8', threadId: 'a', seq: 8, atMs: 5, v: SCHEMA_VERSION },
    { type: 'run.resumed', by: ann, id: 'a/9', threadId: 'a', seq: 9, atMs: 5, v: SCHEMA_VERSION },
  ]);
  expect(stamp([], { threadId: 'a', seq: 7, atMs: 5 })).toEqual([]);
});

test('[R1] no payload can take the place of the envelope', () => {
  const forged = { type: 'timer.fired', timerId: 'x', seq: 1, threadId: 'b', atMs: 0, v: 99, id: 'b/1' } as EventDraft;
  expect(stamp([forged], { threadId: 'a', seq: 7, atMs: 5 })).toEqual([
    { type: 'timer.fired', timerId: 'x', id: 'a/8', threadId: 'a', seq: 8, atMs: 5, v: SCHEMA_VERSION },
  ]);
});

test('[R3] time in a log never runs backwards, whatever the clock says', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  thread.wait(-60_000);
  thread.send('Still there?');
  thread.wait(60_001);
  thread.send('Hello?');
  expect(thread.log().map(({ atMs }) => atMs - 1_000_000)).toEqual([0, 0, 0, 1]);
});

test('[R4] the first thing that is accepted starts the thread, and nothing else does', () => {
  const thread = testThread(testDesk({ version: '7' }));
  thread.refusal({ type: 'run.cancel', by: ann });
  expect(thread.log()).toEqual([]);
  thread.send('Hi');
  thread.send('Hello?');
  expect(thread.types()).toEqual(['thread.started', 'message.received', 'message.received']);
  expect(thread.log()[0]).toMatchObject({ seq: 1, agent: { name: 'desk', version: '7' } });
});
