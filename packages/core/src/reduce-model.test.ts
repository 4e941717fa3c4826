import { expect, test } from 'vitest';
import type { EventDraft } from './event.ts';
import { fold } from './reduce.ts';
import { requested, started } from './test-support/opening-facts.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, logOf, START_MS, testThread } from './test-support/test-thread.ts';

const hello: EventDraft = { type: 'message.received', source: 'ui', text: 'Hi', by: ann };
const reply = (step: number, attempt: number): EventDraft<'model.replied'> => ({
  type: 'model.replied',
  step,
  attempt,
  content: [
    { type: 'reasoning', text: 'Hm. ', providerMetadata: { p: { signature: 's' } } },
    { type: 'text', text: 'Paying ' },
    { type: 'call', callId: '1.0', providerCallId: 'a', tool: 'pay', input: { amount: 1 } },
    { type: 'reasoning', text: 'So.' },
    { type: 'text', text: 'now.' },
    { type: 'call', callId: '1.1', providerCallId: 'b', tool: 'pay', inputText: '{"am', providerMetadata: { p: {} } },
  ],
  finishReason: 'calls',
  usage: { inputTokens: 10, outputTokens: 5 },
  costUsd: 0.5,
});
const failure: EventDraft<'model.failed'> = {
  type: 'model.failed',
  step: 1,
  attempt: 1,
  error: { name: 'Busy', message: 'Try later.' },
  retryable: true,
  retryAfterMs: 5,
};

test('[R18] a request is open until it is answered', () => {
  const before = fold(logOf(started, hello));
  const asked = fold(logOf(started, hello, requested(1, 1)));
  expect(asked).toEqual({
    ...before,
    seq: 3,
    atMs: START_MS + 2_000,
    request: { seq: 3, step: 1, attempt: 1, runner: 'r1', leaseUntilMs: 9 },
    requestSeq: 3,
    attempts: 1,
  });
  expect(fold(logOf(started, hello, requested(1, 1), reply(1, 1))).request).toBeUndefined();
  expect(fold(logOf(started, hello, requested(1, 1), failure)).request).toBeUndefined();
});

test('[R19] a reply is an entry, and so is each of its calls, in order', () => {
  const asked = fold(logOf(started, hello, requested(1, 1)));
  const { request: _, ...rest } = asked;
  const origin = { seq: 4, atMs: START_MS + 3_000 };
  const call = { kind: 'call' as const, ...origin, step: 1, tool: 'pay', status: 'selected' as const };
  expect(fold(logOf(started, hello, requested(1, 1), reply(1, 1)))).toEqual({
    ...rest,
    ...origin,
    step: 1,
    attempts: 0,
    lastReply: { calls: 2, finishReason: 'calls' },
    open: [2, 3],
    run: { ...asked.run, steps: 1, tokens: 15, costUsd: 0.5 },
    entries: [
      ...asked.entries,
      {
        kind: 'reply',
        id: 'reply-1',
        ...origin,
        requestSeq: 3,
        step: 1,
        text: 'Paying now.',
        reasoning: 'Hm. So.',
        content: reply(1, 1).content,
        finishReason: 'calls',
        usage: { inputTokens: 10, outputTokens: 5 },
      },
      { ...call, id: '1.0', providerCallId: 'a', input: { amount: 1 }, inputHash: '', decisions: [] },
      {
        ...call,
        id: '1.1',
        providerCallId: 'b',
        providerMetadata: { p: {} },
        input: '{"am',
        unparsed: true,
        inputHash: '',
        decisions: [],
      },
    ],
  });
});

test('[R19] a reply sets the count of failed requests to 0 and adds to what the run has used', () => {
  const again = { ...reply(1, 2), content: [] };
  const second = { ...again, step: 2, attempt: 1, costUsd: 0.25 };
  const run = fold(
    logOf(started, hello, requested(1, 1), failure, requested(1, 2), again, requested(2, 1), second),
  ).run;
  expect(run).toMatchObject({ steps: 2, tokens: 30, costUsd: 0.75, modelFailures: 0 });
});

test('[R18] a failed request is counted and noted, and its delay kept', () => {
  const { run, entries, attempts } = fold(logOf(started, hello, requested(1, 1), failure));
  const { error, retryable, retryAfterMs } = failure;
  expect(run).toMatchObject({ modelFailures: 1, lastFailure: { error, retryable, retryAfterMs } });
  expect(attempts).toBe(1);
  expect(entries.at(-1)).toEqual({
    kind: 'notice',
    id: 't/4',
    seq: 4,
    atMs: START_MS + 3_000,
    type: 'model.failed',
    text: 'Busy: Try later.',
  });
});

test.each([
  ['another step', reply(2, 1)],
  ['another attempt', reply(1, 2)],
  ['a failure of another attempt', { ...failure, attempt: 2 }],
])('[R18] an answer to %s changes nothing', (_, answer) => {
  const asked = fold(logOf(started, hello, requested(1, 1)));
  expect(fold(logOf(started, hello, requested(1, 1), answer))).toEqual({ ...asked, seq: 4, atMs: START_MS + 3_000 });
});

test('[R18] an answer counts once', () => {
  const once = fold(logOf(started, hello, requested(1, 1), reply(1, 1)));
  expect(fold(logOf(started, hello, requested(1, 1), reply(1, 1), reply(1, 1)))).toEqual({
    ...once,
    seq: 5,
    atMs: START_MS + 4_000,
  });
});

test('[R18] nobody asks the model while no run goes on', () => {
  expect(fold(logOf(started, requested(1, 1))).request).toBeUndefined();
  expect(fold(logOf(started, hello, { type: 'run.paused', by: ann }, requested(1, 1))).request).toBeUndefined();
});

test('[R16] a message while the model writes waits for its reply, and is seen by the next request', () => {
  const thread = testThread(testDesk({ whileThinking: 'queue' }));
  thread.send('One');
  thread.request();
  thread.send('Two');
  expect(thread.state().request?.attempt).toBe(1);
  thread.reply({ text: 'One it is.' });
  expect(thread.state().run?.status).toBe('active');
  thread.reply({ text: 'Two it is.' });
  expect(thread.types().slice(-4)).toEqual(['model.replied', 'model.requested', 'model.replied', 'run.finished']);
});

test('[R16] a message that steers drops the request in flight', () => {
  const thread = testThread(testDesk({ whileThinking: 'steer' }));
  thread.send('One');
  thread.request();
  thread.send('No, two');
  expect(thread.log().at(-1)).toMatchObject({ type: 'message.received', steers: true });
  expect(thread.state().request).toBeUndefined();
  const late = { type: 'model.reply', step: 1, attempt: 1, content: [], finishReason: 'stop' } as const;
  expect(thread.refusal({ ...late, usage: { inputTokens: 1, outputTokens: 1 } })).toEqual({
    code: 'superseded',
    message: 'Request 1/1 is not in flight any more; its answer is dropped.',
  });
  thread.reply({ text: 'Two it is.' });
  expect(thread.log().findLast(({ type }) => type === 'model.requested')).toMatchObject({ step: 1, attempt: 2 });
});

test('[R16] a message steers nothing while no request is in flight', () => {
  const thread = testThread(testDesk({ whileThinking: 'steer' }));
  expect(thread.facts({ type: 'message.send', text: 'Hi', by: ann }).at(-1)).toEqual({
    type: 'message.received',
    source: 'ui',
    text: 'Hi',
    by: ann,
  });
});
