import { expect, test } from 'vitest';
import type { EventDraft, Verdict } from './event.ts';
import { phaseOf } from './phase.ts';
import { plan } from './plan.ts';
import { fold } from './reduce.ts';
import { findCall, openAsks } from './find-entry.ts';
import { requested, started } from './test-support/opening-facts.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, bob, logOf, START_MS, testThread, THREAD } from './test-support/test-thread.ts';

const hello: EventDraft = { type: 'message.received', source: 'ui', text: 'Hi', by: ann };
const request = requested();
const error = { name: 'Busy', message: 'Down.' };
const notice = (seq: number, type: string, text: string, rest: object = {}) => {
  return { kind: 'notice', id: `t/${seq}`, seq, atMs: START_MS + (seq - 1) * 1_000, type, text, ...rest };
};

test('[R32] a pause drops the request in flight, and a resume asks again', () => {
  const before = fold(logOf(started, hello, request));
  const { request: _, ...rest } = before;
  const paused = fold(logOf(started, hello, request, { type: 'run.paused', by: bob }));
  expect(paused).toEqual({
    ...rest,
    seq: 4,
    atMs: START_MS + 3_000,
    run: { ...before.run, status: 'paused' },
    entries: [...before.entries, notice(4, 'run.paused', '', { by: bob })],
  });
  const resumed = fold(
    logOf(started, hello, request, { type: 'run.paused', by: bob }, { type: 'run.resumed', by: ann }),
  );
  expect(resumed).toEqual({
    ...paused,
    seq: 5,
    atMs: START_MS + 4_000,
    run: before.run,
    entries: [...paused.entries, notice(5, 'run.resumed', '', { by: ann })],
  });
});

test('[R32] in a paused run no call starts, and one that runs may end', () => {
  const thread = testThread(testDesk());
  thread.send('Look twice');
  thread.reply({
    calls: [
      { tool: 'look', input: {} },
      { tool: 'look', input: {} },
    ],
  });
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  thread.facts({ type: 'run.pause', by: ann });
  expect(plan(testDesk(), thread.state()).map(({ key }) => key)).toEqual(['run-1.0-1']);
  expect(thread.refusal({ type: 'call.claim', callId: '1.1', runner: 'r1' })).toEqual({
    code: 'not_ready',
    message: 'Call 1.1 may not run now.',
  });
  thread.facts({ type: 'call.succeed', callId: '1.0', attempt: 1, output: 'seen' });
  thread.facts({ type: 'run.resume', by: ann });
  expect(plan(testDesk(), thread.state()).map(({ key }) => key)).toEqual(['claim-1.1-1']);
});

test('[R32] in a paused run people may decide, and nothing follows from it until it is resumed', () => {
  const thread = testThread(testDesk());
  thread.send('Pay');
  thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
  thread.facts({ type: 'run.pause', by: ann });
  const inputHash = findCall(thread.state(), '1.0')?.inputHash ?? '';
  thread.facts({ type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash, by: ann });
  expect(plan(testDesk(), thread.state())).toEqual([]);
  thread.facts({ type: 'run.resume', by: ann });
  expect(plan(testDesk(), thread.state()).map(({ key }) => key)).toEqual(['claim-1.0-1']);
});

test('[R29] a cancelled run waits for nothing, and what was claimed still owes its result', () => {
  const thread = testThread(testDesk());
  thread.send('Do it all');
  thread.reply({
    calls: [
      { tool: 'look', input: {} },
      { tool: 'look', input: {} },
      { tool: 'look', input: {} },
      { tool: 'pay', input: { amount: 1 } },
      { tool: 'ask_human', input: { question: 'Which?' } },
    ],
  });
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  thread.facts({ type: 'call.claim', callId: '1.1', runner: 'r1' });
  thread.facts({ type: 'call.recover', callId: '1.1', attempt: 1, runner: 'r2', takeOver: true });
  thread.facts({ type: 'run.cancel', by: bob, reason: 'Enough' });
  const statuses = ['1.0', '1.1', '1.2', '1.3', '1.4'].map((id) => findCall(thread.state(), id)?.status);
  expect(statuses).toEqual(['running', 'doubted', 'cancelled', 'cancelled', 'cancelled']);
  expect(openAsks(thread.state())).toEqual([]);
  expect(thread.state().entries.at(-1)).toMatchObject({ type: 'run.cancelled', text: 'Enough', by: bob });
  thread.facts({ type: 'call.succeed', callId: '1.0', attempt: 1, output: 'late' });
  expect(findCall(thread.state(), '1.0')).toMatchObject({ status: 'succeeded', output: 'late' });
  expect(phaseOf(thread.state())).toBe('cancelled');
});

test('[R29] a message after that starts a run that waits for what the old one still owes', () => {
  const thread = testThread(testDesk());
  thread.send('Count');
  thread.reply({ calls: [{ tool: 'count', input: {} }] });
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  thread.facts({ type: 'run.cancel', by: ann });
  thread.send('And now?');
  expect(phaseOf(thread.state())).toBe('running');
  expect(thread.facts({ type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2', takeOver: true })).toEqual([
    { type: 'call.doubted', callId: '1.0', attempt: 1 },
  ]);
  expect(phaseOf(thread.state())).toBe('inDoubt');
  const resolve = { type: 'call.resolve', threadId: THREAD, callId: '1.0', attempt: 1, by: ann } as const;
  thread.facts({ ...resolve, resolution: { kind: 'give_up' } });
  expect(phaseOf(thread.state())).toBe('thinking');
});

test('[R33] a run is over when a reply calls nothing', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  expect(thread.reply({ text: 'Hello.' }).at(-1)).toEqual({ type: 'run.finished', reason: 'replied' });
  expect(thread.state().run?.status).toBe('finished');
  expect(thread.state().entries.at(-1)).toMatchObject({ kind: 'notice', type: 'run.finished', text: '' });
});

test.each([
  ['length', 'length'],
  ['content_filter', 'content_filter'],
  ['stop', 'replied'],
  ['other', 'replied'],
] as const)('[R33] a last reply that ended by %s finishes the run as %s', (finishReason, reason) => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  expect(thread.reply({ text: 'Hel', finishReason }).at(-1)).toEqual({ type: 'run.finished', reason });
});

test('[R34] a failed run keeps why, and a retry goes on with a fresh count of failures', () => {
  const thread = testThread(testDesk({ modelAttempts: 1 }));
  thread.send('Hi');
  thread.fail({ name: 'Busy', message: 'Down.', retryable: true });
  expect(thread.state().run).toMatchObject({ status: 'failed', failure: error, modelFailures: 1 });
  expect(thread.state().run).not.toHaveProperty('lastFailure');
  thread.facts({ type: 'run.retry', by: ann });
  expect(thread.state().run).toMatchObject({ status: 'active', modelFailures: 0 });
  expect(thread.state().run).not.toHaveProperty('failure');
  thread.reply({ text: 'Hello.' });
  expect(thread.state().run?.status).toBe('finished');
});

test('[R33] [R34] a reply that ends with an error fails the run, and a retry asks again', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  const error = { name: 'ModelError', message: 'The model ended its reply with an error.' };
  expect(thread.reply({ text: 'Hel', finishReason: 'error' }).at(-1)).toEqual({ type: 'run.failed', error });
  thread.facts({ type: 'run.retry', by: ann });
  expect(phaseOf(thread.state())).toBe('thinking');
  thread.reply({ text: 'Hello.' });
  expect(thread.state().run?.status).toBe('finished');
});

test('[R34] a paused run that is resumed keeps its count of failures', () => {
  const failed: EventDraft = { type: 'model.failed', step: 1, attempt: 1, error, retryable: true };
  const timer: EventDraft = { type: 'timer.set', timerId: 'x', untilMs: 5 };
  const pauses: readonly EventDraft[] = [
    { type: 'run.paused', by: ann },
    { type: 'run.resumed', by: ann },
  ];
  expect(fold(logOf(started, hello, request, failed, timer, ...pauses)).run).toMatchObject({
    status: 'active',
    modelFailures: 1,
    timer: { timerId: 'x', untilMs: 5 },
  });
});

test.each([
  { type: 'run.finished', reason: 'replied' },
  { type: 'run.failed', error },
  { type: 'run.cancelled', by: ann },
  { type: 'run.paused', by: ann },
] as const)('[R37] no request is in flight after $type', (end) => {
  expect(fold(logOf(started, hello, request, end)).request).toBeUndefined();
});

test('[R10] what happens to a run where there is none changes nothing but seq and atMs', () => {
  const events: readonly EventDraft[] = [
    { type: 'run.paused', by: ann },
    { type: 'run.resumed', by: ann },
    { type: 'run.cancelled', by: ann },
    { type: 'run.finished', reason: 'replied' },
    { type: 'run.failed', error },
    { type: 'limit.reached', limit: 'steps', used: 1, max: 1 },
    { type: 'limit.raised', limit: 'steps', max: 2, by: ann },
    { type: 'timer.set', timerId: 'x', untilMs: 5 },
    { type: 'timer.fired', timerId: 'x' },
    { type: 'flow.visited', state: 'check', step: 0, verdict: { then: 'continue' } },
  ];
  expect(fold(logOf(started, ...events))).toEqual({
    ...fold(logOf(started)),
    seq: 11,
    atMs: START_MS + 10_000,
  });
});

test('[R10] what happens to a run that is over changes nothing but seq and atMs', () => {
  const over = [started, hello, { type: 'run.cancelled', by: ann }] as const;
  const events: readonly EventDraft[] = [
    { type: 'run.paused', by: ann },
    { type: 'run.resumed', by: ann },
    { type: 'run.cancelled', by: ann },
    { type: 'run.finished', reason: 'replied' },
    { type: 'run.failed', error },
    { type: 'limit.reached', limit: 'steps', used: 1, max: 1 },
  ];
  expect(fold(logOf(...over, ...events))).toEqual({ ...fold(logOf(...over)), seq: 9, atMs: START_MS + 8_000 });
});

test('[R93] a timer stands until it fires; another one changes nothing', () => {
  const failed: EventDraft = { type: 'model.failed', step: 1, attempt: 1, error, retryable: true };
  const timer: EventDraft = { type: 'timer.set', timerId: 'x', untilMs: 5 };
  const set = fold(logOf(started, hello, request, failed, timer));
  expect(set.run).toMatchObject({ timer: { timerId: 'x', untilMs: 5 } });
  expect(set.run).not.toHaveProperty('lastFailure');
  const other = fold(logOf(started, hello, request, failed, timer, { type: 'timer.fired', timerId: 'y' }));
  expect(other).toEqual({ ...set, seq: 6, atMs: START_MS + 5_000 });
  const fired = fold(logOf(started, hello, request, failed, timer, { type: 'timer.fired', timerId: 'x' }));
  expect(fired.run).not.toHaveProperty('timer');
});

test('[R90] a limit that is reached stands until it, and no other, is raised', () => {
  const reached: EventDraft = { type: 'limit.reached', limit: 'steps', used: 2, max: 2 };
  const at = fold(logOf(started, hello, reached));
  expect(at.run?.reached).toEqual({ limit: 'steps', used: 2, max: 2 });
  expect(at.entries.at(-1)).toEqual(notice(3, 'limit.reached', 'steps: 2 of 2'));
  const other = fold(logOf(started, hello, reached, { type: 'limit.raised', limit: 'tokens', max: 9, by: ann }));
  expect(other.run).toMatchObject({ reached: { limit: 'steps' }, raised: { tokens: 9 } });
  const raised = fold(logOf(started, hello, reached, { type: 'limit.raised', limit: 'steps', max: 4, by: ann }));
  expect(raised.run?.reached).toBeUndefined();
  expect(raised.run?.raised).toEqual({ steps: 4 });
  expect(raised.entries.at(-1)).toEqual(notice(4, 'limit.raised', 'steps: 4', { by: ann }));
});

test.each<[Verdict, string, boolean, boolean]>([
  [{ then: 'continue', note: 'Fine' }, 'Fine', true, false],
  [{ then: 'finish' }, '', true, true],
  [{ then: 'ask', question: 'Go on?' }, 'Go on?', true, true],
  [{ then: 'fail', note: 'Odd' }, 'Odd', false, true],
])('[R95] a visit with %j is noted and counts for this step', (verdict, text, isVisited, isOwed) => {
  const state = fold(logOf(started, hello, { type: 'flow.visited', state: 'check', step: 0, verdict }));
  expect(state.entries.at(-1)).toEqual(notice(3, 'flow.visited', text));
  expect(state.run?.visited).toEqual(isVisited ? { check: 0 } : {});
  expect(state.run?.verdict).toEqual(isOwed ? verdict : undefined);
});
