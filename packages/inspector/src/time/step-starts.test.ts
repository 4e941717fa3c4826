import type { Event } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { stepAfter, stepBefore, stepStarts } from './step-starts.ts';

const request = (seq: number, step: number, attempt = 1): Event => ({
  id: `t/${seq}`,
  threadId: 't',
  seq,
  atMs: 0,
  v: 1,
  type: 'model.requested',
  step,
  attempt,
  promptVersion: '',
  contextHash: '',
  modelId: 'm',
  runner: 'r',
  leaseUntilMs: 1,
});

test('a step begins with its first request, and what is asked again begins none', () => {
  expect(stepStarts([])).toEqual([]);
  expect(stepStarts([request(3, 1), request(5, 1, 2), request(9, 2), request(14, 3)])).toEqual([3, 9, 14]);
});

test('from anywhere there is a step behind and one before, or the ends of the log', () => {
  const starts = [3, 9, 14];
  const around = (seq: number): readonly number[] => [stepBefore(starts, seq), stepAfter(starts, seq, 20)];
  expect([0, 2, 3, 4, 9, 10, 14, 20].map(around)).toEqual([
    [0, 3],
    [0, 3],
    [0, 9],
    [3, 9],
    [3, 14],
    [9, 14],
    [9, 20],
    [14, 20],
  ]);
  expect([stepBefore([], 7), stepAfter([], 7, 8)]).toEqual([0, 8]);
});
