import { expect, test } from 'vitest';
import { everyEvent, everything } from '../../../core/src/test-support/every-event.ts';
import { groupOf } from './event-group.ts';
import { summarizeEvent } from './summarize-event.ts';

test('every event has a line of plain words', () => {
  expect(Object.fromEntries(everything.map((event) => [event.type, summarizeEvent(event)]))).toEqual({
    'thread.started': 'Agent desk 1 begins',
    'thread.forked': 'Goes its own way behind event 3 of t0',
    'message.received': '“Hi” via slack, instead of the reply under way',
    'context.prefetched': 'Fetched k ahead: [ 1 item ]',
    'model.requested': 'Step 1: asks scripted',
    'model.replied': 'Step 1: “a”, calls look, look; 1 tokens in, 2 out (0.5 reasoning)',
    'model.failed': 'Step 1: Failed, may be tried again: No. - a: b',
    'call.admitted': 'May run: a rule says so',
    'call.gated': 'Waits for approval of ann: r',
    'call.rejected': 'Refused, policy: No. - a: b',
    'call.approved': 'Approved with another input: { a: 1 }',
    'call.denied': 'Denied: r; rather: s',
    'call.expired': 'Nobody decided in time',
    'call.claimed': 'Runs',
    'call.succeeded': 'Returned null',
    'call.failed': 'Failed: No. - a: b',
    'call.doubted': 'Nobody knows whether it happened',
    'call.resolved': 'It did happen: 1',
    'undo.requested': 'To take back call 1.0: r',
    'rule.added': 'look runs without asking from now on',
    'rule.revoked': 'rule-9 is over',
    'human.asked': 'Asks: “q”',
    'human.answered': 'Answered: "x"',
    'run.paused': 'Paused',
    'run.resumed': 'Goes on',
    'run.cancelled': 'Cancelled: r',
    'run.finished': 'Finished, flow: n',
    'run.failed': 'Failed: No. - a: b',
    'limit.reached': '$1.5 of $1 are used',
    'limit.raised': 'Up to $2 from now on',
    'timer.set': expect.stringMatching(/^Waits /),
    'timer.fired': 'The wait is over',
    'flow.visited': 'State s says ask',
  });
});

test('a long text is cut, and its lines are one', () => {
  const [event] = everything.filter(({ type }) => type === 'message.received');
  const line = summarizeEvent({ ...event, text: `a\n\n  b ${'c'.repeat(1_000_000)}` } as never);
  expect(line).toMatch(/^“a b c+…” via slack/);
  expect(line.length).toBeLessThan(180);
});

test('every event is in a group', () => {
  const groups = Object.groupBy(Object.keys(everyEvent), groupOf);
  expect(groups).toEqual({
    thread: ['thread.started', 'thread.forked'],
    in: ['message.received', 'context.prefetched'],
    model: ['model.requested', 'model.replied', 'model.failed'],
    call: [
      'call.admitted',
      'call.gated',
      'call.rejected',
      'call.claimed',
      'call.succeeded',
      'call.failed',
      'call.doubted',
    ],
    person: [
      'call.approved',
      'call.denied',
      'call.expired',
      'call.resolved',
      'undo.requested',
      'rule.added',
      'rule.revoked',
      'human.asked',
      'human.answered',
    ],
    run: [
      'run.paused',
      'run.resumed',
      'run.cancelled',
      'run.finished',
      'run.failed',
      'limit.reached',
      'limit.raised',
      'timer.set',
      'timer.fired',
      'flow.visited',
    ],
  });
  expect(groupOf('something.new')).toBe('run');
});
