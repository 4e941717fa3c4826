import { expect, test } from 'vitest';
import type { EventDraft } from './event.ts';
import { fold } from './reduce.ts';
import { findCall, openAsks } from './find-entry.ts';
import { started } from './test-support/opening-facts.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, bob, logOf, START_MS, testThread, THREAD } from './test-support/test-thread.ts';

const question = { question: 'Which one?', format: { kind: 'text' }, urgency: 'normal' } as const;

test('[R28] a call that asks is an open question, and its answer is the output of the call', () => {
  const thread = testThread(testDesk());
  thread.send('Refund it');
  thread.reply({ calls: [{ tool: 'ask_human', input: { question: 'Which one?' } }] });
  const { seq, atMs } = thread.state();
  const ask = { kind: 'ask', id: '1.0', seq, atMs, callId: '1.0', reason: 'tool', ...question };
  expect(openAsks(thread.state())).toEqual([ask]);
  expect(findCall(thread.state(), '1.0')?.status).toBe('asked');
  const before = thread.state();
  thread.wait(5_000);
  thread.facts({ type: 'human.answer', threadId: THREAD, askId: '1.0', answer: 'The last', by: bob });
  const answered = { ...ask, answer: { value: 'The last', by: bob, atMs: atMs + 5_000 } };
  const asked = findCall(before, '1.0');
  expect(thread.state()).toEqual({
    ...before,
    seq: seq + 1,
    atMs: atMs + 5_000,
    asks: [],
    open: [],
    entries: before.entries.map((entry) => {
      if (entry === asked) return { ...entry, status: 'succeeded', output: 'The last', settledAtMs: atMs + 5_000 };
      return entry.kind === 'ask' ? answered : entry;
    }),
  });
});

test("[R28] the engine's own question belongs to no call, and its answer is news for the model", () => {
  const hello: EventDraft = { type: 'message.received', source: 'ui', text: 'Hi', by: ann };
  const asked: EventDraft = { type: 'human.asked', askId: 'ask-2', reason: 'errors', ...question };
  const answered: EventDraft = { type: 'human.answered', askId: 'ask-2', answer: 'Go on', by: ann };
  const before = fold(logOf(started, hello, asked));
  expect(before.asks).toEqual([1]);
  const after = fold(logOf(started, hello, asked, answered));
  expect(after.asks).toEqual([]);
  expect(after.inputSeq).toBe(4);
  expect(after.entries[1]).toEqual({
    ...before.entries[1],
    answer: { value: 'Go on', by: ann, atMs: START_MS + 3_000 },
  });
});

test('[R28] a question is answered once, and no question that is not there', () => {
  const asked: EventDraft = { type: 'human.asked', askId: 'a', reason: 'flow', ...question };
  const answered: EventDraft = { type: 'human.answered', askId: 'a', answer: 'Yes', by: ann };
  const once = fold(logOf(started, asked, answered));
  const twice = fold(logOf(started, asked, answered, { ...answered, answer: 'No' }));
  expect(twice).toEqual({ ...once, seq: 4, atMs: START_MS + 3_000 });
  const lost = fold(logOf(started, { ...answered, askId: 'constructor' }));
  expect(lost).toEqual({ ...fold(logOf(started)), seq: 2, atMs: START_MS + 1_000 });
});

test('[R28] a call asks only where it was not admitted yet', () => {
  const asked: EventDraft = { type: 'human.asked', askId: '1.0', callId: '1.0', reason: 'tool', ...question };
  expect(fold(logOf(started, asked))).toEqual({ ...fold(logOf(started)), seq: 2, atMs: START_MS + 1_000 });
});

test("[R27] a person's answer ends a row of errors", () => {
  const thread = testThread(testDesk());
  thread.send('Refund it');
  thread.reply({
    calls: [
      { tool: 'nothing', input: {} },
      { tool: 'ask_human', input: { question: 'Which one?' } },
    ],
  });
  expect(thread.state().run?.errors).toBe(1);
  thread.facts({ type: 'human.answer', threadId: THREAD, askId: '1.1', answer: 'The last', by: bob });
  expect(thread.state().run?.errors).toBe(0);
});
