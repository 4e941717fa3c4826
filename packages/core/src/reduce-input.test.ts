import { expect, test } from 'vitest';
import type { EventDraft } from './event.ts';
import { fold } from './reduce.ts';
import { initialState } from './state.ts';
import { started } from './test-support/opening-facts.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, bob, logOf, START_MS, testThread, THREAD } from './test-support/test-thread.ts';

const hello: EventDraft = { type: 'message.received', source: 'ui', text: 'Hi', by: ann };
const freshRun = {
  status: 'active',
  steps: 0,
  tokens: 0,
  costUsd: 0,
  errors: 0,
  modelFailures: 0,
  raised: {},
  visited: {},
};

test('[R4] a thread begins once', () => {
  const again: EventDraft = { type: 'thread.started', agent: { name: 'thief', version: '2' } };
  expect(fold(logOf(started, again))).toEqual({
    ...initialState,
    threadId: THREAD,
    agent: { name: 'desk', version: '1' },
    seq: 2,
    atMs: START_MS + 1_000,
  });
});

test('[R15] a message is an entry, and wakes the agent', () => {
  const withData: EventDraft = {
    type: 'message.received',
    source: 'slack',
    text: '',
    by: bob,
    data: { channel: 'C1' },
  };
  expect(fold(logOf(started, hello, withData))).toEqual({
    ...initialState,
    threadId: THREAD,
    agent: { name: 'desk', version: '1' },
    seq: 3,
    atMs: START_MS + 2_000,
    inputSeq: 3,
    run: { ...freshRun, id: 2, startedAtMs: START_MS + 1_000 },
    entries: [
      { kind: 'message', id: 't/2', seq: 2, atMs: START_MS + 1_000, source: 'ui', by: ann, text: 'Hi' },
      {
        kind: 'message',
        id: 't/3',
        seq: 3,
        atMs: START_MS + 2_000,
        source: 'slack',
        by: bob,
        text: '',
        data: { channel: 'C1' },
      },
    ],
  });
});

test.each(['run.finished', 'run.cancelled', 'run.failed'] as const)(
  '[R15] after %s a message starts a new run',
  (type) => {
    const error = { name: 'Error', message: 'Down.' };
    const ends = {
      'run.finished': { type: 'run.finished', reason: 'replied' },
      'run.cancelled': { type: 'run.cancelled', by: ann },
      'run.failed': { type: 'run.failed', error },
    } as const satisfies Record<string, EventDraft>;
    const used: EventDraft = { type: 'limit.raised', limit: 'steps', max: 9, by: ann };
    expect(fold(logOf(started, hello, used, ends[type], hello)).run).toEqual({
      ...freshRun,
      id: 5,
      startedAtMs: START_MS + 4_000,
    });
  },
);

test.each(['run.paused', 'limit.reached'] as const)('[R15] after %s a message joins the run', (type) => {
  const waits = {
    'run.paused': { type: 'run.paused', by: ann },
    'limit.reached': { type: 'limit.reached', limit: 'steps', used: 1, max: 1 },
  } as const satisfies Record<string, EventDraft>;
  const before = fold(logOf(started, hello, waits[type]));
  const after = fold(logOf(started, hello, waits[type], hello));
  expect(after.run).toEqual(before.run);
  expect(after.inputSeq).toBe(4);
});

test('[R17] data that was fetched ahead is an entry, and wakes nobody', () => {
  expect(fold(logOf(started, { type: 'context.prefetched', key: 'tags', data: ['v1'] }))).toEqual({
    ...initialState,
    threadId: THREAD,
    agent: { name: 'desk', version: '1' },
    seq: 2,
    atMs: START_MS + 1_000,
    entries: [{ kind: 'prefetch', id: 't/2', seq: 2, atMs: START_MS + 1_000, key: 'tags', data: ['v1'] }],
  });
});

test('[R17] data that comes in after the last reply does not call for another', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  thread.request();
  thread.facts({ type: 'context.prefetch', key: 'tags', data: ['v1'] });
  thread.reply({ text: 'Hello.' });
  expect(thread.state().run?.status).toBe('finished');
});

test('[R5] a fork inherits no request, no claim and no decision that nothing followed', () => {
  const thread = testThread(testDesk());
  thread.send('Do it all');
  thread.reply({
    calls: [
      { tool: 'look', input: {} },
      { tool: 'look', input: {} },
      { tool: 'pay', input: { amount: 1 } },
      { tool: 'pay', input: { amount: 2 } },
      { tool: 'pay', input: { amount: 3 } },
      { tool: 'ask_human', input: { question: 'Which?' } },
    ],
  });
  const approve = (callId: string) => {
    const inputHash = hashOf(thread.state(), callId);
    thread.facts({ type: 'call.approve', threadId: THREAD, callId, inputHash, by: ann });
  };
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  approve('1.2');
  approve('1.3');
  thread.facts({ type: 'call.claim', callId: '1.3', runner: 'r1' });
  thread.facts({ type: 'call.recover', callId: '1.3', attempt: 1, runner: 'r2', takeOver: true });
  approve('1.4');
  thread.run('1.4', 'paid');
  const forked: EventDraft = { type: 'thread.forked', from: { threadId: 'origin', seq: 20 } };
  const [last] = logOf(forked);
  const before = thread.state();
  const after = fold([{ ...last!, id: 't/99', seq: 99 }], before);
  expect(statuses(before)).toEqual(['running', 'ready', 'ready', 'doubted', 'succeeded', 'asked']);
  expect(statuses(after)).toEqual(['doubted', 'selected', 'gated', 'doubted', 'succeeded', 'asked']);
  expect(after.entries.flatMap((entry) => (entry.kind === 'call' ? [entry.decisions.length] : []))).toEqual([
    0, 0, 0, 1, 1, 0,
  ]);
  expect(after.entries.at(-1)).toMatchObject({ kind: 'notice', type: 'thread.forked', text: 'origin/20' });
});

test('[R5] a fork has no request in flight', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  thread.request();
  const [forked] = logOf({ type: 'thread.forked', from: { threadId: 'origin', seq: 3 } });
  expect(fold([forked!], thread.state()).request).toBeUndefined();
});

function hashOf(state: ReturnType<typeof fold>, callId: string): string {
  const call = state.entries.find((entry) => entry.kind === 'call' && entry.id === callId);
  return call?.kind === 'call' ? call.inputHash : '';
}

function statuses(state: ReturnType<typeof fold>): readonly string[] {
  return state.entries.flatMap((entry) => (entry.kind === 'call' ? [entry.status] : []));
}
