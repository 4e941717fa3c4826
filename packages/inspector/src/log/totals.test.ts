import { stamp, type Event, type EventDraft } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { costText } from './cost-text.ts';
import { describeBar, momentsOf } from './describe-bar.ts';
import { clockText, dateText, durationText } from './duration-text.ts';
import { runAt, toRuns } from './to-runs.ts';
import { toTotals } from './totals.ts';
import { toWaterfall } from './to-waterfall.ts';
import { requested } from '../test-support/requested.ts';

const ann = { kind: 'person', id: 'ann' } as const;
const replied = (step: number, calls: number, costUsd?: number): EventDraft => ({
  type: 'model.replied',
  step,
  attempt: 1,
  content: Array.from({ length: calls }, (_, index) => ({
    type: 'call',
    callId: `${step}.${index}`,
    providerCallId: 'c',
    tool: 'pay',
    input: 1,
  })),
  finishReason: 'calls',
  usage: {
    inputTokens: 100,
    outputTokens: 10,
    cachedInputTokens: 50 * step,
    ...(step === 1 && { reasoningTokens: 4 }),
  },
  ...(costUsd !== undefined && { costUsd }),
});
const said: EventDraft = { type: 'message.received', source: 'ui', text: 'Hi', by: ann };
const log = (...facts: readonly (readonly [atMs: number, fact: EventDraft])[]): readonly Event[] =>
  facts.flatMap(([atMs, fact], index) => stamp([fact], { threadId: 't', seq: index, atMs }));

const events = log(
  [1_000, said],
  [1_000, requested(1)],
  [2_000, replied(1, 2, 0.01)],
  [2_000, { type: 'call.gated', callId: '1.0', inputHash: 'h', quorum: 1 }],
  [2_000, { type: 'call.admitted', callId: '1.1', inputHash: 'h' }],
  [
    2_000,
    {
      type: 'call.claimed',
      callId: '1.1',
      attempt: 1,
      inputHash: 'h',
      idempotencyKey: 'k',
      runner: 'r',
      leaseUntilMs: 0,
    },
  ],
  [5_000, { type: 'call.succeeded', callId: '1.1', attempt: 1, output: 1 }],
  [9_000, { type: 'call.approved', callId: '1.0', inputHash: 'h', by: ann }],
  [
    9_000,
    {
      type: 'call.claimed',
      callId: '1.0',
      attempt: 1,
      inputHash: 'h',
      idempotencyKey: 'k',
      runner: 'r',
      leaseUntilMs: 0,
    },
  ],
  [9_500, { type: 'call.succeeded', callId: '1.0', attempt: 1, output: 1 }],
  [9_500, requested(2)],
  [
    9_600,
    { type: 'model.failed', step: 2, attempt: 1, error: { name: 'E', message: 'm', frames: [] }, retryable: true },
  ],
  [9_700, requested(2, 2)],
);

test('time, tokens and cost add up, and no moment counts twice', () => {
  const bars = toWaterfall(events);
  expect(toTotals(bars, 9_900)).toEqual({
    durationMs: 8_900,
    workMs: 1_000 + 3_000 + 500 + 100 + 200,
    waitMs: 4_000,
    usage: { inputTokens: 100, outputTokens: 10, cachedInputTokens: 50, reasoningTokens: 4 },
    costUsd: 0.01,
    unpriced: 0,
    replies: 1,
    retries: 1,
  });
  expect(toTotals([], 5)).toEqual({
    durationMs: 0,
    workMs: 0,
    waitMs: 0,
    usage: { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 },
    unpriced: 0,
    replies: 0,
    retries: 0,
  });
});

test('a cost that some replies do not tell is no cost of all', () => {
  const bars = toWaterfall(
    log([0, said], [0, requested(1)], [1, replied(1, 0, 0.5)], [1, requested(2)], [2, replied(2, 0)]),
  );
  expect(toTotals(bars, 2)).toMatchObject({ costUsd: 0.5, unpriced: 1, replies: 2 });
});

test('bars are told in words', () => {
  const bars = toWaterfall(events);
  expect(bars.map((bar) => describeBar(bar, 9_900))).toEqual([
    'Step 1, m: thought 1.0 s; replied',
    'Tool pay, call 1.0: waited for people 7.0 s, ran 500 ms; succeeded',
    'Tool pay, call 1.1: ran 3.0 s; succeeded',
    'Step 2, m: thought 100 ms; failed',
    'Step 2, m, attempt 2: thought 200 ms; goes on',
  ]);
  expect(bars.map(momentsOf)).toEqual([[2, 3], [3, 4, 8, 9, 10], [3, 6, 7], [11, 12], [13]]);
});

test('a run goes from what woke the agent to what wakes it again', () => {
  const by = { by: ann };
  const runs = toRuns(
    log(
      [0, { type: 'thread.started', agent: { name: 'a', version: '1' } }],
      [0, said],
      [0, said],
      [0, { type: 'run.failed', error: { name: 'E', message: 'm', frames: [] } }],
      [0, { type: 'run.resumed', ...by }],
      [0, said],
      [0, { type: 'run.finished', reason: 'replied' }],
      [0, { type: 'undo.requested', callId: '1.0.undo', undoes: '1.0', ...by }],
      [0, { type: 'run.cancelled', ...by }],
      [0, said],
    ),
  );
  expect(runs).toEqual([
    { fromSeq: 1, toSeq: 7 },
    { fromSeq: 8, toSeq: 9 },
    { fromSeq: 10, toSeq: 10 },
  ]);
  expect([0, 7, 8, 99].map((seq) => runAt(runs, seq)?.fromSeq)).toEqual([1, 1, 8, 10]);
  expect(runAt([], 3)).toBeUndefined();
});

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [1_000, '1.0 s'],
  [9_949, '9.9 s'],
  [9_951, '10 s'],
  [59_600, '1 min'],
  [64_000, '1 min 4 s'],
  [3_599_700, '1 h'],
  [9_420_000, '2 h 37 min'],
  [86_399_000, '1 d'],
  [26 * 3_600_000, '1 d 2 h'],
  [-1_500, '−1.5 s'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('a time that no calendar has is left out', () => {
  expect([clockText(1e300), dateText(Number.NaN)]).toEqual(['', '']);
  expect(clockText(0)).toMatch(/^\d\d:\d\d:\d\d.000$/);
});

test.each([
  [0, '$0.00'],
  [0.00213, '$0.0021'],
  [0.5, '$0.5'],
  [14.714, '$14.71'],
])('%d is %s', (usd, text) => {
  expect(costText(usd)).toBe(text);
});
