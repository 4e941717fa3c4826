import type { Event } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { seqComparedWith, type ComparedWith } from './compared-with.ts';

const types = [
  'thread.started',
  'message.received',
  'model.requested',
  'model.failed',
  'model.requested',
  'model.replied',
  'call.admitted',
  'model.requested',
  'model.replied',
];
const events = types.map((type, index) => ({ type, seq: index + 1, attempt: index === 4 ? 2 : 1 }) as Event);
const at = (seq: number, other: ComparedWith): number => seqComparedWith(events, seq, other);

test('the event before is one less, and nothing is before the start', () => {
  expect([0, 1, 9].map((seq) => at(seq, { kind: 'event-before' }))).toEqual([0, 0, 8]);
  expect(at(9, { kind: 'start' })).toBe(0);
});

test('before a step is before its first request', () => {
  const before = (seq: number): number => at(seq, { kind: 'step-before' });
  expect([0, 2, 3, 4, 6, 7, 8, 9].map(before)).toEqual([0, 0, 0, 2, 2, 2, 2, 7]);
});

test('an event by its number is one of those that there are', () => {
  expect([-4, 3.7, 99, Number.NaN].map((seq) => at(1, { kind: 'event', seq }))).toEqual([0, 3, 9, 0]);
});
