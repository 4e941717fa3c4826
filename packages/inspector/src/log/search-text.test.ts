import { stamp, type Event } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { indexLog } from './log-index.ts';
import { makeSearchTexts, searchTextOf } from './search-text.ts';

const ann = { kind: 'person', id: 'ann' } as const;
const events = Array.from({ length: 100 }, (_, index): Event => {
  const [event] = stamp([{ type: 'message.received', source: 'ui', text: `Hi ${index}`, by: ann }], {
    threadId: 't',
    seq: index,
    atMs: 0,
  });
  return event!;
});

test('the text of an event is made once', () => {
  const { id, ...rest } = events[0]!;
  let reads = 0;
  const event = {
    ...rest,
    get id() {
      return ((reads += 1), id);
    },
  } as Event;
  const index = indexLog([event]);
  expect(searchTextOf(event, index)).toContain('hi 0');
  searchTextOf(event, index);
  expect(reads).toBe(1);
});

test('texts are made until it is enough, and from there on', () => {
  const index = indexLog(events);
  let asked = 0;
  const first = makeSearchTexts(events, index, { from: 0, isEnough: () => (asked += 1) === 2 });
  expect(first).toBe(32);
  expect(makeSearchTexts(events, index, { from: first, isEnough: () => false })).toBe(100);
  expect(makeSearchTexts([], index, { from: 0, isEnough: () => true })).toBe(0);
});
