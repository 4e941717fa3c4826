import { expect, test } from 'vitest';
import type { Intent } from './intent.ts';
import { readCommand } from './read-intent.ts';
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
