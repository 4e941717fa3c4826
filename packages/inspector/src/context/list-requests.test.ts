import { stamp, type Event, type EventDraft } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { listRequests, requestAt } from './list-requests.ts';
import { requested } from '../test-support/requested.ts';

const replied = (step: number, attempt = 1): EventDraft => ({
  type: 'model.replied',
  step,
  attempt,
  content: [],
  finishReason: 'stop',
  usage: { inputTokens: 1, outputTokens: 1 },
});
const failed = (step: number, attempt = 1): EventDraft => ({
  type: 'model.failed',
  step,
  attempt,
  error: { name: 'Error', message: 'no' },
  retryable: true,
});
const paused: EventDraft = { type: 'run.paused', by: { kind: 'person', id: 'ann' } };

function logOf(...drafts: readonly EventDraft[]): readonly Event[] {
  return stamp(drafts, { threadId: 't', seq: 0, atMs: 0 });
}

test('each request has its own answer, if it was answered', () => {
  const log = logOf(
    paused,
    requested(1),
    failed(1),
    requested(1, 2),
    // Steered: nobody takes the answer to the request before it.
    requested(1, 3),
    replied(1, 2),
    replied(1, 3),
    requested(2),
  );
  const shown = listRequests(log).map(({ event, answer }) => [event.seq, answer?.seq]);
  expect(shown).toEqual([
    [2, 3],
    [4, undefined],
    [5, 7],
    [8, undefined],
  ]);
});

test('the request at a place in the log is the newest one up to there', () => {
  const requests = listRequests(logOf(paused, requested(1), replied(1), requested(2), paused));
  expect([0, 1, 2, 3, 4, 5, 9].map((seq) => requestAt(requests, seq)?.event.seq)).toEqual([
    undefined,
    undefined,
    2,
    2,
    4,
    4,
    4,
  ]);
});
