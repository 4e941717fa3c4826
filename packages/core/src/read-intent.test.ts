import { expect, test } from 'vitest';
import type { Intent } from './intent.ts';
import { readCommand, readIntent } from './read-intent.ts';
import { garbage } from './test-support/engine-arbitrary.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD } from './test-support/test-thread.ts';

const vote = { threadId: THREAD, callId: '1.0', inputHash: 'h', by: ann } as const;
const resolve = { type: 'call.resolve', threadId: THREAD, callId: '1.0', attempt: 1, by: ann } as const;

test.each<Intent>([
  { type: 'message.send', text: 'Hi', by: ann },
  { type: 'message.send', text: '', by: ann, source: 'cron', data: { at: null } },
  { type: 'context.prefetch', key: 'k', data: null },
  { type: 'call.approve', ...vote },
  { type: 'call.approve', ...vote, editedInput: [1, { a: 'b' }] },
  { type: 'call.deny', ...vote, reason: '' },
  { type: 'human.answer', threadId: THREAD, askId: 'a', answer: false, by: { kind: 'agent', id: 'x' } },
  { ...resolve, resolution: { kind: 'happened', output: null } },
  { ...resolve, resolution: { kind: 'retry' } },
  { ...resolve, resolution: { kind: 'give_up' } },
  { type: 'run.pause', by: ann },
  { type: 'run.resume', by: ann },
  { type: 'run.retry', by: { kind: 'system', id: 's' } },
  { type: 'run.cancel', by: ann, reason: 'Enough' },
  { type: 'limit.raise', limit: 'steps', max: 5, by: ann },
])('[R56] $type is read as it is', (intent) => {
  expect(readCommand(intent)).toEqual(intent);
});

test.each<[string, string, object]>([
  ['message.send', 'text', { by: ann }],
  ['message.send', 'text', { text: 5, by: ann }],
  ['message.send', 'by', { text: 'Hi' }],
  ['message.send', 'by', { text: 'Hi', by: 'ann' }],
  ['message.send', 'by', { text: 'Hi', by: { kind: 'ghost', id: 'ann' } }],
  ['message.send', 'by', { text: 'Hi', by: { kind: 'person', id: '' } }],
  ['message.send', 'by', { text: 'Hi', by: { kind: 'person', id: 'ann', name: 5 } }],
  ['message.send', 'source', { text: 'Hi', by: ann, source: 'pigeon' }],
  ['message.send', 'data', { text: 'Hi', by: ann, data: [1] }],
  ['context.prefetch', 'key', { data: 1 }],
  ['context.prefetch', 'data', { key: 'k' }],
  ['call.approve', 'threadId', { ...vote, threadId: 5 }],
  ['call.approve', 'callId', { ...vote, callId: null }],
  ['call.approve', 'inputHash', { ...vote, inputHash: undefined }],
  ['call.deny', 'by', { ...vote, by: {} }],
  ['call.deny', 'reason', { ...vote, reason: {} }],
  ['human.answer', 'askId', { threadId: THREAD, answer: 1, by: ann }],
  ['call.resolve', 'attempt', { ...resolve, attempt: '1', resolution: { kind: 'retry' } }],
  ['call.resolve', 'resolution', { ...resolve, resolution: 'retry' }],
  ['call.resolve', 'resolution', { ...resolve, resolution: { kind: 'happened' } }],
  ['run.pause', 'by', {}],
  ['run.cancel', 'reason', { by: ann, reason: 5 }],
  ['limit.raise', 'limit', { max: 5, by: ann }],
  ['limit.raise', 'max', { limit: 'steps', max: '5', by: ann }],
])('[R56] a %s without a valid %s is malformed', (type, field, rest) => {
  expect(readCommand({ ...rest, type } as Intent)).toEqual({
    code: 'malformed',
    message: `Give this ${type} a valid "${field}".`,
  });
});

test('[R56] what has no type that is known is malformed', () => {
  const thread = testThread(testDesk());
  for (const nothing of [null, undefined, 42, 'run.pause']) {
    const message = 'A request is an object with a type.';
    expect(thread.refusal(nothing as never)).toEqual({ code: 'malformed', message });
  }
  for (const odd of [{}, [], { type: 5 }, { type: 'run.explode' }, { type: 'toString' }, { type: '__proto__' }]) {
    const message = 'There is no request of this type.';
    expect(thread.refusal(odd as never)).toEqual({ code: 'malformed', message });
  }
});

test.each(garbage.map((each, index) => [index, each]))(
  '[R51] [R56] garbage %i is refused and appends nothing',
  (_, each) => {
    const thread = testThread(testDesk());
    thread.send('Pay');
    thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
    expect(thread.refusal(each as Intent)).toEqual({
      code: expect.any(String),
      message: expect.stringMatching(/\w/),
    });
  },
);

test.each<[string, unknown, string]>([
  ['a function', () => 1, '$.data.x'],
  ['not a number', NaN, '$.data.x'],
  ['a big integer', 1n, '$.data.x'],
  ['a map', new Map(), '$.data.x'],
  ['an array with a hole', [1, undefined], '$.data.x[1]'],
])('[R56] %s is no JSON', (_, x, path) => {
  expect(readCommand({ type: 'message.send', text: 'Hi', by: ann, data: { x } as never })).toEqual({
    code: 'not_json',
    message: `The log takes JSON only; ${path} is something else.`,
  });
});

test('[R56] what goes round in circles, or too deep, is no JSON', () => {
  const round: Record<string, unknown> = {};
  round.self = round;
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as never;
  for (const editedInput of [round as never, deep]) {
    expect(readCommand({ type: 'call.approve', ...vote, editedInput })).toMatchObject({ code: 'not_json' });
  }
});

test('[R56] fields that are undefined are left out, and dates become text', () => {
  const at = new Date(0);
  const by = { kind: 'person', id: 'ann', name: undefined } as never;
  expect(
    readCommand({ type: 'message.send', text: 'Hi', by, data: { at } as never, source: undefined } as never),
  ).toStrictEqual({
    type: 'message.send',
    text: 'Hi',
    by: { kind: 'person', id: 'ann' },
    data: { at: '1970-01-01T00:00:00.000Z' },
  });
});

test('[R56] the log keeps a copy: the sender cannot change it afterwards', () => {
  const thread = testThread(testDesk());
  const data = { list: ['a'] };
  thread.facts({ type: 'message.send', text: 'Hi', by: ann, data });
  const before = structuredClone(thread.state());
  data.list.push('b');
  expect(thread.state()).toEqual(before);
});

test('[R56] half a surrogate pair becomes a replacement character, so that what follows can be hashed', () => {
  const thread = testThread(testDesk());
  thread.send('An emoji, cut: \ud83d');
  expect(thread.log()[1]).toMatchObject({ text: 'An emoji, cut: \ufffd' });
  thread.reply({ calls: [{ tool: 'look', input: { text: '\ud83d', '\ude00': 1 } }] });
  expect(thread.types().at(-1)).toBe('call.admitted');
  thread.run('1.0', '\udc00');
  thread.reply({ text: 'Done.' });
});

test('[R56] what comes from outside is read as an intent', () => {
  const intent: Intent = { type: 'run.cancel', by: ann, reason: 'Enough' };
  const sent = { ...intent, by: { ...ann } };
  const read = readIntent(sent);
  sent.by.id = 'bob';
  expect(read).toEqual(intent);
});

test.each([
  { type: 'call.succeed', callId: '1.0', attempt: 1, output: 'paid' },
  { type: 'call.claim', callId: '1.0', runner: 'r1' },
  { type: 'model.reply', step: 1, attempt: 1, content: [], finishReason: 'stop' },
  { type: 'flow.visit', state: 'a', step: 1, verdict: { then: 'finish' } },
  { type: 'timer.fire', timerId: 't' },
  { type: 'toString' },
  { type: 5 },
  {},
])('[R56] nobody outside reports: %j is refused', (report) => {
  expect(readIntent(report)).toEqual({
    code: 'malformed',
    message: 'Nobody outside may make a request of this type.',
  });
});

test.each([null, undefined, 42, 'run.pause', [{ type: 'run.pause' }]])('[R56] %j from outside is refused', (value) => {
  expect(readIntent(value)).toEqual({ code: 'malformed', message: 'A request is an object with a type.' });
});

test('[R56] an intent from outside is checked field by field, and holds JSON only', () => {
  expect(readIntent({ type: 'run.pause' })).toEqual({
    code: 'malformed',
    message: 'Give this run.pause a valid "by".',
  });
  expect(readIntent({ type: 'run.pause', by: () => ann })).toMatchObject({ code: 'not_json' });
});

test.each([
  [['message.send', 'call.succeed'], 'malformed'],
  [['call.succeed', 'call.approve'], 'no_such_call'],
])('[R56] a type that reads as %j, one after the other, passes for the first', (types, code) => {
  let reads = 0;
  const flip = { ...vote, text: 5, attempt: 1, output: 'paid' };
  Object.defineProperty(flip, 'type', { enumerable: true, get: () => types[Math.min(reads++, 1)] });
  const thread = testThread(testDesk());
  thread.send('Hi');
  expect([thread.refusal(flip as never).code, reads]).toEqual([code, 1]);
});

test('[R56] a request that throws when it is read is malformed', () => {
  const odd = Object.defineProperty({}, 'type', {
    enumerable: true,
    get: () => {
      throw new Error('No.');
    },
  });
  expect(testThread(testDesk()).refusal(odd as never)).toEqual({
    code: 'malformed',
    message: 'This request cannot be read.',
  });
});
