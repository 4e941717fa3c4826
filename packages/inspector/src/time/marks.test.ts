import type { Event } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { toMarks } from './marks.ts';

const event = (seq: number, type: string): Event => ({ seq, type }) as Event;

test('steps, messages and what people decide have a lane each', () => {
  const marks = toMarks([
    event(1, 'thread.started'),
    event(2, 'message.received'),
    event(3, 'model.requested'),
    event(4, 'call.gated'),
  ]);
  const tick = (percent: string, color: string): string =>
    `linear-gradient(to right, transparent calc(${percent}% - 1.5px), ${color} calc(${percent}% - 1.5px), ${color} calc(${percent}% + 1.5px), transparent calc(${percent}% + 1.5px))`;
  expect(marks).toEqual({
    steps: tick('75.00', 'var(--busy)'),
    messages: tick('50.00', 'var(--accent)'),
    people: tick('100.00', 'var(--warn)'),
  });
  expect(toMarks([])).toEqual({ steps: 'none', messages: 'none', people: 'none' });
});

test('a lane has no more ticks than fit, however long the log is', () => {
  const types = ['message.received', 'model.requested', 'call.gated', 'model.replied'];
  const log = (count: number): readonly Event[] =>
    Array.from({ length: count }, (_, index) => event(index + 1, types[index % types.length] ?? ''));
  const size = (count: number): number => Object.values(toMarks(log(count))).join('').length;
  expect(size(100_000)).toBeLessThan(1_000);
  const sparse = log(10_000).map((it) => (it.seq % 84 === 0 ? event(it.seq, 'model.requested') : event(it.seq, 'x')));
  expect(toMarks(sparse).steps.length).toBeLessThan(30_000);
});
