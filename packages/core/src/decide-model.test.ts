import { expect, test } from 'vitest';
import type { ReplyPart, Usage } from './event.ts';
import type { Report } from './intent.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, type TestThread } from './test-support/test-thread.ts';

const request = {
  type: 'model.request',
  step: 1,
  attempt: 1,
  promptVersion: 'p',
  contextHash: 'c',
  modelId: 'm',
  runner: 'r1',
  leaseMs: 60_000,
} as const satisfies Report;
const reply = {
  type: 'model.reply',
  step: 1,
  attempt: 1,
  content: [{ type: 'text', text: 'Hello.' }],
  finishReason: 'stop',
  usage: { inputTokens: 10, outputTokens: 5 },
} as const satisfies Report;

function thinking(): TestThread {
  const thread = testThread(testDesk());
  thread.send('Hi');
  return thread;
}

function asked(): TestThread {
  const thread = thinking();
  thread.facts(request);
  return thread;
}

test('[R18] a request is logged with what was sent, by whom, and how long it holds', () => {
  const thread = thinking();
  const { leaseMs, ...rest } = request;
  expect(thread.facts(request)).toEqual([
    { ...rest, type: 'model.requested', leaseUntilMs: thread.state().atMs + leaseMs },
  ]);
});

test('[R18] the model is asked when it is due, and for the step that is due', () => {
  const message = (step: number) => `The model is not due for step ${step}.`;
  expect(testThread(testDesk()).refusal(request)).toEqual({ code: 'not_due', message: message(1) });
  for (const step of [0, 2, NaN]) {
    expect(thinking().refusal({ ...request, step })).toEqual({ code: 'not_due', message: message(step) });
  }
  const acting = thinking();
  acting.reply({ calls: [{ tool: 'look', input: {} }] });
  expect(acting.refusal({ ...request, step: 2 })).toEqual({ code: 'not_due', message: message(2) });
  const paused = thinking();
  paused.facts({ type: 'run.pause', by: ann });
  expect(paused.refusal(request)).toEqual({ code: 'not_due', message: message(1) });
});

test.each([undefined, null, 5, {}])('[R59] a model that calls itself %j is an unknown one', (modelId) => {
  expect(thinking().facts({ ...request, modelId: modelId as never })).toMatchObject([{ modelId: 'unknown' }]);
});

test('[R103] one request is in flight at a time, until its lease ends', () => {
  const thread = asked();
  const second = { ...request, attempt: 2, runner: 'r2' };
  const held = { code: 'already_claimed', message: 'Step 1 is being asked by r1.' };
  expect(thread.refusal(second)).toEqual(held);
  thread.wait(59_999);
  expect(thread.refusal(second)).toEqual(held);
  thread.wait(1);
  expect(thread.facts(second)).toMatchObject([{ type: 'model.requested', attempt: 2, runner: 'r2' }]);
  expect(thread.refusal(reply).code).toBe('superseded');
  thread.facts({ ...reply, attempt: 2 });
});

test('[R103] a request whose runner is gone is taken over, as the next attempt', () => {
  const thread = asked();
  const message = 'Attempt 1 of step 1 was made already.';
  expect(thread.refusal({ ...request, takeOver: true })).toEqual({ code: 'superseded', message });
  thread.facts({ ...request, attempt: 2, takeOver: true });
});

test('[R103] a request that was built before the newest event is built again', () => {
  const thread = thinking();
  const builtAtSeq = thread.state().seq;
  thread.send('One more thing');
  expect(thread.refusal({ ...request, builtAtSeq })).toEqual({
    code: 'superseded',
    message: 'The thread went on since event 2: build the request again.',
  });
  thread.facts({ ...request, builtAtSeq: thread.state().seq });
});

test('[R18] a reply is logged as it came', () => {
  const { type: _, ...rest } = reply;
  expect(asked().facts({ ...reply, costUsd: 0.25 })).toEqual([
    { type: 'model.replied', ...rest, costUsd: 0.25 },
    { type: 'run.finished', reason: 'replied' },
  ]);
});

test.each([
  ['of another step', { step: 2 }],
  ['of another attempt', { attempt: 2 }],
])('[R55] a reply %s is dropped', (_, other) => {
  const { step, attempt } = { ...reply, ...other };
  const message = `Request ${step}/${attempt} is not in flight any more; its answer is dropped.`;
  expect(asked().refusal({ ...reply, ...other })).toEqual({ code: 'superseded', message });
  expect(asked().refusal({ type: 'model.fail', step, attempt, thrown: 'x' })).toEqual({ code: 'superseded', message });
});

test('[R55] a reply counts once, and not after a pause or a cancellation', () => {
  const done = asked();
  done.facts(reply);
  expect(done.refusal(reply).code).toBe('superseded');
  for (const type of ['run.pause', 'run.cancel'] as const) {
    const thread = asked();
    thread.facts({ type, by: ann });
    expect(thread.refusal(reply).code).toBe('superseded');
  }
});

const call = (callId: string): ReplyPart => ({ type: 'call', callId, providerCallId: 'p', tool: 'look', input: {} });

test.each<[string, readonly unknown[], string]>([
  [
    'holds something that is no JSON',
    [{ type: 'text', text: 'a', at: 1n }],
    'The reply holds something that is not JSON at $[0].at.',
  ],
  ['takes an id that is taken', [call('1.0'), call('1.0')], 'The calls of step 1 are 1.0, 1.1 …, not 1.0.'],
  ['takes an id of another step', [call('0.0')], 'The calls of step 1 are 1.0, 1.1 …, not 0.0.'],
  ['holds nothing', [null], 'Part 0 of the reply is none that the log can hold.'],
  ['holds a part of no type', [{ text: 'a' }], 'Part 0 of the reply is none that the log can hold.'],
  ['holds text without text', [{ type: 'text' }], 'Part 0 of the reply is none that the log can hold.'],
  [
    'calls a tool without a name',
    [call('1.0'), { ...call('1.1'), tool: undefined }],
    'Part 1 of the reply is none that the log can hold.',
  ],
  [
    'has odd metadata',
    [{ type: 'text', text: 'a', providerMetadata: 'signature' }],
    'Part 0 of the reply is none that the log can hold.',
  ],
  [
    'has odd metadata of a provider',
    [{ type: 'text', text: 'a', providerMetadata: { openai: 'signature' } }],
    'Part 0 of the reply is none that the log can hold.',
  ],
  ['has no parts', undefined as never, 'The reply has no list of parts.'],
])('[R59] a reply that %s is a failed request, which is tried again', (_, content, message) => {
  const thread = asked();
  expect(thread.facts({ ...reply, content: content as readonly ReplyPart[] })).toMatchObject([
    { type: 'model.failed', step: 1, attempt: 1, error: { name: 'InvalidReply', message }, retryable: true },
    { type: 'timer.set' },
  ]);
});

test.each([
  [{ finishReason: undefined }, 'The reply does not say why it ended: give it a known finishReason.'],
  [{ finishReason: 'tired' }, 'The reply does not say why it ended: give it a known finishReason.'],
  [{ finishReason: 'constructor' }, 'The reply does not say why it ended: give it a known finishReason.'],
  [{ usage: undefined }, 'The reply does not say its usage.'],
  [{ usage: null }, 'The reply does not say its usage.'],
])('[R59] a reply with %j is a failed request, which is tried again', (odd, message) => {
  expect(asked().facts({ ...reply, ...odd } as unknown as Report)).toMatchObject([
    { type: 'model.failed', error: { name: 'InvalidReply', message }, retryable: true },
    { type: 'timer.set' },
  ]);
});

test('[R59] a reply with more calls than any thread can take fails the run; as many as one can take are taken', () => {
  const calls = (count: number) => Array.from({ length: count }, (_, index) => call(`1.${index}`));
  expect(asked().facts({ ...reply, content: calls(129) })).toMatchObject([
    {
      type: 'model.failed',
      error: { message: 'The model made 129 calls in one reply; at most 128 are taken. None of them ran.' },
      retryable: false,
    },
    { type: 'run.failed' },
  ]);
  expect(asked().facts({ ...reply, content: calls(128) })).toHaveLength(129);
});

test('[R55] an answer to no request is refused, whatever it says', () => {
  const odd = { step: undefined, attempt: undefined } as unknown as { readonly step: number; readonly attempt: number };
  for (const thread of [testThread(testDesk()), thinking()]) {
    expect(thread.refusal({ ...reply, ...odd }).code).toBe('superseded');
    expect(thread.refusal({ type: 'model.fail', thrown: 'x', ...odd }).code).toBe('superseded');
    expect(thread.refusal({ type: 'timer.fire', timerId: undefined as never }).code).toBe('not_due');
  }
});

test('[R59] undefined fields of a reply are left out', () => {
  const content = [{ type: 'text', text: 'a', providerMetadata: undefined }] as unknown as readonly ReplyPart[];
  const [replied] = asked().facts({ ...reply, content });
  expect(replied).toStrictEqual({ ...reply, type: 'model.replied', content: [{ type: 'text', text: 'a' }] });
});

test('[R59] tokens and costs that the provider does not know count as nothing', () => {
  const usage = {
    inputTokens: NaN,
    outputTokens: undefined,
    reasoningTokens: -1,
    cachedInputTokens: 3,
  } as unknown as Usage;
  const thread = asked();
  const [replied] = thread.facts({ ...reply, usage, costUsd: NaN });
  expect(replied).toStrictEqual({
    ...reply,
    type: 'model.replied',
    usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 3 },
  });
  expect(thread.state().run).toMatchObject({ tokens: 0, costUsd: 0 });
});

test.each<[string, unknown, object]>([
  ['a plain error', new Error('No.'), { retryable: false }],
  ['one that may pass', { message: 'Busy', retryable: true }, { retryable: true }],
  ['one with a delay', { message: 'Busy', retryable: true, retryAfterMs: 7 }, { retryable: true, retryAfterMs: 7 }],
  ['one with an odd delay', { message: 'Busy', retryable: true, retryAfterMs: -7 }, { retryable: true }],
  ['one with no number of a delay', { message: 'Busy', retryable: true, retryAfterMs: NaN }, { retryable: true }],
  ['one that is almost right', { message: 'Busy', retryable: 'yes' }, { retryable: false }],
  ['a string', 'Busy', { retryable: false }],
  ['nothing', null, { retryable: false }],
])('[R93] a failure says whether it may pass: %s', (_, thrown, expected) => {
  const [failed] = asked().facts({ type: 'model.fail', step: 1, attempt: 1, thrown });
  const { error: __, ...rest } = failed as Extract<typeof failed, { type: 'model.failed' }>;
  expect(rest).toEqual({ type: 'model.failed', step: 1, attempt: 1, ...expected });
});

test('[R59] a failure that cannot be read is one that does not pass', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(asked().facts({ type: 'model.fail', step: 1, attempt: 1, thrown: proxy })).toMatchObject([
    { type: 'model.failed', retryable: false, error: { message: 'Something was thrown that cannot be read.' } },
    { type: 'run.failed' },
  ]);
});

test('[R2] [R59] a negative zero, which JSON has not, counts as nothing and waits for nothing', () => {
  const replied = asked().facts({ ...reply, usage: { inputTokens: -0, outputTokens: 5 }, costUsd: -0 });
  expect(replied[0]).toEqual({ ...reply, type: 'model.replied', usage: { inputTokens: 0, outputTokens: 5 } });
  const thrown = { name: 'Busy', message: 'busy', retryable: true, retryAfterMs: -0 };
  expect(asked().facts({ type: 'model.fail', step: 1, attempt: 1, thrown })[0]).not.toHaveProperty('retryAfterMs');
});
