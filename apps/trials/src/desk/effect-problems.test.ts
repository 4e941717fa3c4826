import { hashJson, stamp, type Event, type EventDraft } from '@twelvefold/core';
import { describe, expect, test } from 'vitest';
import type { Effect } from './desk.ts';
import { effectProblems } from './effect-problems.ts';

const input = { what: '5' };
const inputHash = hashJson(input);
const by = { kind: 'person', id: 'ann' } as const;
const approved: EventDraft = { type: 'call.approved', callId: '1.0', inputHash, by };
const doubted: EventDraft = { type: 'call.doubted', callId: '1.0', attempt: 1 };
const claimed = (attempt: number): EventDraft => ({
  type: 'call.claimed',
  callId: '1.0',
  attempt,
  inputHash,
  idempotencyKey: 't:1.0',
  runner: 'r',
  leaseUntilMs: 9,
});
const succeeded = (attempt: number): EventDraft => ({ type: 'call.succeeded', callId: '1.0', attempt, output: 1 });
const resolved = (kind: 'retry' | 'give_up'): EventDraft => ({
  type: 'call.resolved',
  callId: '1.0',
  attempt: 1,
  resolution: { kind },
  by,
});

const NOT_APPROVED = 'Attempt 1 of call 1.0 ran without an approval.';
const ANOTHER_INPUT = 'Attempt 1 of call 1.0 ran with an input that nobody approved.';

describe('what is told of the effects of a call', () => {
  const cases: readonly [string, readonly EventDraft[], readonly Effect[], readonly string[]][] = [
    ['an approved one', [approved, claimed(1), succeeded(1)], [ran('pay')], []],
    ['a doubted one', [approved, claimed(1), doubted, resolved('give_up')], [ran('pay')], []],
    [
      'one that a person had run again',
      [approved, claimed(1), doubted, resolved('retry'), claimed(2), succeeded(2)],
      [ran('pay'), ran('pay', { attempt: 2 })],
      [],
    ],
    [
      'an idempotent one that was claimed again',
      [claimed(1), claimed(2), succeeded(2)],
      [ran('note'), ran('note', { attempt: 2 })],
      [],
    ],
    [
      'one that nobody had run again',
      [approved, claimed(1), claimed(2), succeeded(2)],
      [ran('pay'), ran('pay', { attempt: 2 })],
      ['Call 1.0 was claimed again as attempt 2, and nobody had said so.'],
    ],
    [
      'one attempt that ran twice',
      [claimed(1), succeeded(1)],
      [ran('note'), ran('note')],
      ['Attempt 1 of call 1.0 ran 2 times.'],
    ],
    ['an unapproved one', [claimed(1), succeeded(1)], [ran('pay')], [NOT_APPROVED, ANOTHER_INPUT]],
    ['one that was approved too late', [claimed(1), approved, succeeded(1)], [ran('pay')], [NOT_APPROVED]],
    [
      'another input than the approved one',
      [approved, claimed(1), succeeded(1)],
      [ran('pay', { input: { what: '6' } })],
      [ANOTHER_INPUT],
    ],
    ['an unclaimed one', [approved], [ran('pay')], ['Attempt 1 of call 1.0 ran unclaimed.']],
    [
      'one without an end',
      [approved, claimed(1)],
      [ran('pay')],
      ['Attempt 1 of call 1.0 ran, and the log does not say how it ended.'],
    ],
    [
      'two keys',
      [claimed(1), claimed(2), succeeded(2)],
      [ran('note'), ran('note', { attempt: 2, key: 'another' })],
      ['Attempt 2 of call 1.0 ran with a key that was not claimed.', 'Call 1.0 ran with 2 keys.'],
    ],
    ['a success of nothing', [claimed(1), succeeded(1)], [], ['t/2 says that a tool succeeded which did nothing.']],
  ];

  test.each(cases)('%s', (_, drafts, effects, texts) => {
    expect(effectProblems(log(drafts), effects).map(({ text }) => text)).toEqual(texts);
  });
});

function ran(tool: string, rest: Partial<Effect> = {}): Effect {
  return { threadId: 't', tool, callId: '1.0', attempt: 1, key: 't:1.0', input, ...rest };
}

function log(drafts: readonly EventDraft[]): readonly Event[] {
  return stamp(drafts, { threadId: 't', seq: 0, atMs: 0 });
}
