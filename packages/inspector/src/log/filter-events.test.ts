import { stamp, type Event, type EventDraft } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { createLogFilter, indexUpTo, NO_FILTER, type LogFilter } from './filter-events.ts';
import { indexLog } from './log-index.ts';

const ann = { kind: 'person', id: 'ann', name: 'Ann' } as const;
const facts: readonly EventDraft[] = [
  { type: 'message.received', source: 'ui', text: 'Please pay Jeff', by: ann },
  {
    type: 'model.replied',
    step: 1,
    attempt: 1,
    content: [
      { type: 'call', callId: '1.0', providerCallId: 'a', tool: 'find_customer', input: { name: 'Jeff' } },
      { type: 'call', callId: '1.1', providerCallId: 'b', tool: 'ask_human', input: {} },
    ],
    finishReason: 'calls',
    usage: { inputTokens: 1, outputTokens: 1 },
  },
  { type: 'call.admitted', callId: '1.0', inputHash: 'h' },
  {
    type: 'human.asked',
    askId: '1.1',
    callId: '1.1',
    question: 'Which?',
    format: { kind: 'text' },
    urgency: 'low',
    reason: 'tool',
  },
  { type: 'call.succeeded', callId: '1.0', attempt: 1, output: 'JEFF Malone' },
  { type: 'human.answered', askId: '1.1', answer: 'the first', by: ann },
  { type: 'undo.requested', callId: '1.0.undo', undoes: '1.0', by: ann },
  { type: 'call.gated', callId: '1.0.undo', inputHash: 'h', quorum: 1 },
];
const events = stamp(facts, { threadId: 't', seq: 0, atMs: 0 });
const seqs = (filter: Partial<LogFilter>): readonly number[] =>
  createLogFilter()(events, { ...NO_FILTER, ...filter }, indexLog(events)).map(({ seq }) => seq);

test.each<[string, Partial<LogFilter>, readonly number[]]>([
  ['nothing asked', {}, [1, 2, 3, 4, 5, 6, 7, 8]],
  ['a type', { kind: 'call.succeeded' }, [5]],
  ['a group of types', { kind: 'person' }, [4, 6, 7]],
  ['a call: its selection, its life and its undoing', { callId: '1.0' }, [2, 3, 5, 7]],
  ['a call that asks', { callId: '1.1' }, [2, 4, 6]],
  ['an undo', { callId: '1.0.undo' }, [7, 8]],
  ['a text, whatever its case', { text: ' jEFF ' }, [1, 2, 5]],
  ['words in any order', { text: 'malone jeff' }, [5]],
  ['the tool of a call, which its events do not name', { text: 'find_customer' }, [2, 3, 5, 7, 8]],
  ['words that are on the screen only', { text: 'waits for approval' }, [8]],
  ['all of it', { kind: 'call', callId: '1.0', text: 'malone' }, [5]],
  ['what no event has', { text: 'jeff nobody' }, []],
])('%s', (_, filter, shown) => {
  expect(seqs(filter)).toEqual(shown);
});

test('of a log that grew, only what is new is looked at', () => {
  let looks = 0;
  const watched = events.map(
    (event): Event =>
      new Proxy(event, { get: (target, name) => (name === 'type' && looks++, Reflect.get(target, name) as unknown) }),
  );
  const filter: LogFilter = { ...NO_FILTER, kind: 'call' };
  const filterLog = createLogFilter();
  const index = indexLog(events);
  const first = filterLog(watched.slice(0, 4), filter, index);
  const before = looks;
  const same = filterLog(watched.slice(0, 4), { ...filter }, index);
  expect(same).toBe(first);
  const more = filterLog(watched.slice(0, 5), filter, index);
  expect(more.map(({ seq }) => seq)).toEqual([3, 5]);
  expect(looks - before).toBeLessThanOrEqual(2);
  expect(filterLog(watched, NO_FILTER, index)).toBe(watched);
  expect(filterLog(watched.toReversed(), filter, index).map(({ seq }) => seq)).toEqual([8, 5, 3]);
});

test('where the last event up to a place stands', () => {
  const shown = events.filter(({ seq }) => seq % 3 === 0);
  expect([0, 2, 3, 5, 6, 9].map((seq) => indexUpTo(shown, seq))).toEqual([-1, -1, 0, 0, 1, 1]);
  expect(indexUpTo([], 4)).toBe(-1);
});
