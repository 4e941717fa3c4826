import { expect, test } from 'vitest';
import { comparePlaces, createListeners, decodeCursor, encodeCursor, readRows, toThread } from './store.ts';
import { ann, logOf, THREAD } from './test-support/test-thread.ts';

const events = logOf(
  { type: 'thread.started', agent: { name: 'desk', version: '1' } },
  { type: 'message.received', source: 'ui', text: 'Hi', by: ann },
  { type: 'run.paused', by: ann },
);
const rows = events.map((event) => ({ seq: event.seq, event: JSON.stringify(event) }));

test('[R115] rows are read back as the events that they hold, as text or as values', () => {
  const range = { threadId: THREAD, afterSeq: 0, throughSeq: 3 };
  expect(readRows(range, rows)).toEqual(events);
  expect(
    readRows(
      range,
      events.map((event) => ({ seq: event.seq, event })),
    ),
  ).toEqual(events);
  expect(readRows({ threadId: THREAD, afterSeq: 1, throughSeq: 3 }, rows.slice(1))).toEqual(events.slice(1));
});

test('[R116] rows that are stored twice, out of order, too few or of another thread are refused by seq', () => {
  const reading =
    (given: typeof rows, threadId = THREAD) =>
    () =>
      readRows({ threadId, afterSeq: 0, throughSeq: 3 }, given);
  const [one, two, three] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
  expect(reading([one, one, two])).toThrow(/Event 2 of thread "t" .* stored twice/);
  expect(reading([one, three])).toThrow(/Event 2 of thread "t" .* missing/);
  expect(reading([one, two])).toThrow(/Event 3 of thread "t" .* missing/);
  expect(reading([])).toThrow(/Event 1 of thread "t" .* missing/);
  expect(reading([one, { seq: 2, event: three.event }, three])).toThrow(/Event 2 of thread "t" .* "t\/3"/);
  expect(reading(rows, 'other')).toThrow(/Event 1 of thread "other" .* "t\/1"/);
});

test('[R117] events of a base are those of the fork, with the hashes that they have', () => {
  const [first] = events.map((event) => ({ ...event, hash: 'h' }));
  expect(toThread(first ? [first] : [], 'fork')).toEqual([{ ...first, threadId: 'fork', id: 'fork/1' }]);
  expect(toThread(events, THREAD).every((event, index) => event === events[index])).toBe(true);
});

test('[R119] a cursor is the place that it was made of, and places have an order', () => {
  const places = [
    { updatedAtMs: 2.5, threadId: 'a/b' },
    { updatedAtMs: 2, threadId: '' },
    { updatedAtMs: 2, threadId: 'ä/1' },
    { updatedAtMs: -1, threadId: 'x' },
  ];
  expect(places.map((place) => decodeCursor(encodeCursor(place)))).toEqual(places);
  expect(places.toReversed().toSorted(comparePlaces)).toEqual(places);
});

test('[R120] listeners of a thread are told its seq, those of all only that something changed', () => {
  const listeners = createListeners();
  const heard: unknown[] = [];
  const leave = listeners.subscribe('t', (seq) => heard.push(['t', seq]));
  listeners.subscribeAll((...given: unknown[]) => heard.push(['all', ...given]));
  listeners.tell('t', 3);
  listeners.tell('t');
  listeners.tell('other', 1);
  expect(heard).toEqual([['t', 3], ['all'], ['all'], ['all']]);
  expect([listeners.threadIds(), listeners.hasAny()]).toEqual([['t'], true]);
  leave();
  expect(listeners.threadIds()).toEqual([]);
});
