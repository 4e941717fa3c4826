import { describe, expect, test } from 'vitest';
import type { Json } from './json.ts';
import { openAsks } from './find-entry.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, bob, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';

function asking(input: Json): TestThread {
  const thread = testThread(testDesk());
  thread.send('Refund it');
  thread.reply({ calls: [{ tool: 'ask_human', input }] });
  return thread;
}

const answer = (value: Json) => {
  return { type: 'human.answer', threadId: THREAD, askId: '1.0', answer: value, by: bob } as const;
};
const text = { question: 'Which?' };
const yesNo = { question: 'Sure?', format: 'yes_no' };
const choice = { question: 'Which?', format: 'choice', options: ['first', 'last'] };

test('[R15] a message is logged with its source and data', () => {
  const thread = testThread(testDesk());
  const data = { channel: 'C1' };
  expect(thread.facts({ type: 'message.send', text: '', by: bob, source: 'slack', data })).toEqual([
    { type: 'thread.started', agent: { name: 'desk', version: '1' } },
    { type: 'message.received', source: 'slack', text: '', by: bob, data },
  ]);
  expect(thread.facts({ type: 'message.send', text: 'Hi', by: bob })).toEqual([
    { type: 'message.received', source: 'ui', text: 'Hi', by: bob },
  ]);
});

test.each(['', ' \n\t'])('[R15] a message of %j and no data is refused', (empty) => {
  expect(testThread(testDesk()).refusal({ type: 'message.send', text: empty, by: ann })).toEqual({
    code: 'empty_message',
    message: 'Write something first: the message is empty.',
  });
});

test('[R17] data fetched ahead is logged', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  const prefetch = { type: 'context.prefetch', key: 'tags', data: ['v1'] } as const;
  expect(thread.facts(prefetch)).toEqual([{ type: 'context.prefetched', key: 'tags', data: ['v1'] }]);
});

describe('[R102] an answer fits its question', () => {
  test.each<[object, Json]>([
    [text, 'The last'],
    [yesNo, true],
    [yesNo, false],
    [choice, 'last'],
  ])('[R102] %j takes %j', (input, value) => {
    const thread = asking(input as Json);
    expect(thread.facts(answer(value))).toEqual([{ type: 'human.answered', askId: '1.0', answer: value, by: bob }]);
    expect(openAsks(thread.state())).toEqual([]);
  });

  test.each<[object, unknown, string]>([
    [text, ' ', 'Answer with some text.'],
    [text, 5, 'Answer with some text.'],
    [text, undefined, 'Answer with some text.'],
    [yesNo, 'yes', 'Answer with true (yes) or false (no).'],
    [yesNo, null, 'Answer with true (yes) or false (no).'],
    [choice, 'middle', 'Answer with one of: first, last.'],
    [choice, 0, 'Answer with one of: first, last.'],
    [choice, ['first'], 'Answer with one of: first, last.'],
  ])('[R102] %j refuses %j', (input, value, message) => {
    expect(asking(input as Json).refusal(answer(value as Json))).toEqual({ code: 'invalid_answer', message });
  });
});

test('[R28] a question is answered once', () => {
  const thread = asking(text);
  thread.facts(answer('The last'));
  expect(thread.refusal(answer('The first'))).toEqual({
    code: 'no_such_question',
    message: 'There is no open question "1.0": it was answered or its run was cancelled.',
  });
});

test.each(['9.9', '', '__proto__', 'constructor'])('[R28] there is no question %j', (askId) => {
  expect(asking(text).refusal({ ...answer('x'), askId }).code).toBe('no_such_question');
});

test('[R29] a question of a cancelled run is withdrawn', () => {
  const thread = asking(text);
  thread.facts({ type: 'run.cancel', by: ann });
  expect(thread.refusal(answer('The last')).code).toBe('no_such_question');
});

test('[R58] an answer for another thread is refused', () => {
  expect(asking(text).refusal({ ...answer('x'), threadId: 'other' })).toEqual({
    code: 'wrong_thread',
    message: 'This request is for thread other; it counts in its own thread only.',
  });
});

test('[R32] a question may be answered while the run is paused', () => {
  const thread = asking(text);
  thread.facts({ type: 'run.pause', by: ann });
  thread.facts(answer('The last'));
  expect(thread.state().run?.status).toBe('paused');
});

test.each(['pay', 'ask_human'])('[R15] a message while %s waits for a person is seen at the next step', (tool) => {
  const thread = testThread(testDesk());
  thread.send('Go');
  thread.reply({ calls: [{ tool, input: { amount: 1, question: '?' } }] });
  thread.send('Hurry');
  expect(thread.state().run?.status).toBe('active');
  expect(thread.types().at(-1)).toBe('message.received');
  expect(thread.state().inputSeq).toBe(thread.state().seq);
});
