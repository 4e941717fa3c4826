import { describe, expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import type { Actor } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import { findCall } from './find-entry.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, bob, cem, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';
import type { PolicyAnswer } from './tool.ts';

const input = { amount: 750 };
const inputHash = hashJson(input);
const vote = { threadId: THREAD, callId: '1.0', inputHash } as const;

/** A thread that waits for a decision about one payment. */
function waiting(answer: PolicyAnswer = 'ask', definition?: AgentDefinition): TestThread {
  const book = payTool({ approval: () => answer });
  const thread = testThread(definition ?? testDesk({ tools: { book } }));
  thread.send('Pay 750');
  thread.reply({ calls: [{ tool: 'book', input }] });
  return thread;
}

const approve = (thread: TestThread, by: Actor) => thread.facts({ type: 'call.approve', ...vote, by });
const edit = (by: Actor, editedInput: Json) => ({ type: 'call.approve', ...vote, by, editedInput }) as const;
const statusOf = (thread: TestThread) => findCall(thread.state(), '1.0')?.status;

test('[R20] an approval is logged with the hash of what was seen', () => {
  const thread = waiting();
  expect(approve(thread, ann)).toEqual([{ type: 'call.approved', callId: '1.0', inputHash, by: ann }]);
  expect(statusOf(thread)).toBe('ready');
});

test('[R20] a denial is logged with its reason', () => {
  const deny = { type: 'call.deny', ...vote, by: bob } as const;
  const denied = { type: 'call.denied', callId: '1.0', inputHash, by: bob };
  expect(waiting().facts({ ...deny, reason: 'Too much.' })).toEqual([{ ...denied, reason: 'Too much.' }]);
  expect(waiting().facts({ ...deny, reason: '' })).toEqual([denied]);
});

describe('[R52] a decided call is never decided again', () => {
  const second = [
    { type: 'call.approve', ...vote, by: bob },
    { type: 'call.approve', ...vote, by: ann },
    { type: 'call.deny', ...vote, by: bob },
    edit(bob, { amount: 1 }),
  ] as const;
  const decided = (how: string) => ({ code: 'already_decided', message: `Call 1.0 was decided already: ${how}.` });

  test.each(second)('[R20] [R52] after an approval: %j', (command) => {
    const thread = waiting();
    approve(thread, ann);
    expect(thread.refusal(command)).toEqual(decided('approved by Ann'));
    thread.run('1.0', 'paid');
    expect(thread.refusal(command)).toEqual(decided('approved by Ann'));
  });

  test.each(second)('[R20] [R52] after a denial: %j', (command) => {
    const thread = waiting();
    thread.facts({ type: 'call.deny', ...vote, by: cem });
    expect(thread.refusal(command)).toEqual(decided('denied by cem'));
  });

  test.each(second)('[R49] [R52] after it expired: %j', (command) => {
    const thread = waiting({ ask: { expiresInMs: 5_000, quorum: 2 } });
    approve(thread, ann);
    thread.wait(5_000);
    thread.facts({ type: 'call.expire', callId: '1.0' });
    expect(thread.refusal(command)).toEqual(decided('expired'));
  });

  test.each(second)('[R29] [R52] after the run was cancelled: %j', (command) => {
    const thread = waiting();
    thread.facts({ type: 'run.cancel', by: ann });
    expect(thread.refusal(command)).toEqual(decided('cancelled'));
  });

  test('[R52] while it runs, while in doubt, and when that is settled', () => {
    const thread = waiting();
    approve(thread, ann);
    const again = { type: 'call.approve', ...vote, by: bob } as const;
    thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
    expect(thread.refusal(again)).toEqual(decided('approved by Ann'));
    thread.facts({ type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2', takeOver: true });
    expect(thread.refusal(again)).toEqual(decided('approved by Ann'));
    thread.facts({
      type: 'call.resolve',
      threadId: THREAD,
      callId: '1.0',
      attempt: 1,
      resolution: { kind: 'give_up' },
      by: ann,
    });
    expect(thread.refusal(again)).toEqual(decided('approved by Ann'));
  });
});

test('[R20] a call that nobody has to decide about cannot be decided, before or after it ran', () => {
  const thread = testThread(testDesk());
  thread.send('Look');
  thread.reply({ calls: [{ tool: 'look', input: {} }] });
  const command = { type: 'call.approve', ...vote, by: ann } as const;
  const refusal = { code: 'not_gated', message: 'Call 1.0 does not wait for a decision.' };
  expect(thread.refusal(command)).toEqual(refusal);
  thread.run('1.0', 'seen');
  expect(thread.refusal({ ...command, type: 'call.deny' })).toEqual(refusal);
});

test.each(['9.9', '', '__proto__', 'constructor'])('[R51] there is no call %j to decide about', (callId) => {
  expect(waiting().refusal({ type: 'call.approve', ...vote, callId, by: ann })).toEqual({
    code: 'no_such_call',
    message: `There is no call "${callId}" in this thread.`,
  });
});

test('[R23] a decision about an input that is not the one there is refused', () => {
  const message = 'The input of call 1.0 is not the one that was shown. Look again.';
  const stale = { ...vote, inputHash: hashJson({ amount: 1 }), by: ann };
  for (const type of ['call.approve', 'call.deny'] as const) {
    expect(waiting().refusal({ type, ...stale })).toEqual({ code: 'input_changed', message });
  }
});

test('[R23] an approval of what somebody edited meanwhile is refused', () => {
  const thread = waiting({ ask: { quorum: 2 } });
  thread.facts(edit(ann, { amount: 500 }));
  expect(thread.refusal({ type: 'call.approve', ...vote, by: bob }).code).toBe('input_changed');
  thread.facts({ type: 'call.approve', ...vote, inputHash: hashJson({ amount: 500 }), by: bob });
  expect(statusOf(thread)).toBe('ready');
});

test('[R58] a decision for another thread is refused', () => {
  for (const type of ['call.approve', 'call.deny'] as const) {
    expect(waiting().refusal({ type, ...vote, threadId: 'other', by: ann })).toEqual({
      code: 'wrong_thread',
      message: 'This request is for thread other; it counts in its own thread only.',
    });
  }
});

test('[R47] only those who may decide do, for and against', () => {
  const thread = waiting({ ask: { approvers: ['ann'] } });
  const message = 'Bob may not decide on call 1.0.';
  for (const command of [
    { type: 'call.approve', ...vote, by: bob },
    { type: 'call.deny', ...vote, by: bob },
    edit(bob, { amount: 1 }),
  ] as const) {
    expect(thread.refusal(command)).toEqual({ code: 'not_an_approver', message });
  }
  approve(thread, ann);
  expect(statusOf(thread)).toBe('ready');
});

test('[R48] nobody votes twice for the same input', () => {
  const thread = waiting({ ask: { quorum: 2 } });
  approve(thread, ann);
  const message = 'Ann has approved call 1.0 already; somebody else must.';
  expect(thread.refusal({ type: 'call.approve', ...vote, by: ann })).toEqual({ code: 'already_voted', message });
  for (const by of [{ kind: 'system', id: 'ann' } as const, { kind: 'person', id: 'ANN ' } as const]) {
    expect(thread.refusal({ type: 'call.approve', ...vote, by }).code).toBe('already_voted');
  }
  approve(thread, bob);
  expect(statusOf(thread)).toBe('ready');
});

test('[R48] an edit that changes nothing is a vote like any other', () => {
  const thread = waiting({ ask: { quorum: 2 } });
  approve(thread, ann);
  expect(thread.facts(edit(bob, input))).toEqual([{ type: 'call.approved', callId: '1.0', inputHash, by: bob }]);
  expect(statusOf(thread)).toBe('ready');
  const other = waiting({ ask: { quorum: 2 } });
  approve(other, ann);
  expect(other.refusal(edit(ann, input)).code).toBe('already_voted');
});

test('[R24] after some of a quorum, one denial still settles it', () => {
  const thread = waiting({ ask: { quorum: 3 } });
  approve(thread, ann);
  approve(thread, bob);
  thread.facts({ type: 'call.deny', ...vote, by: ann, reason: 'On second thoughts, no.' });
  expect(statusOf(thread)).toBe('denied');
});

test('[R49] when the time to decide is over nobody decides, and the call expires', () => {
  const thread = waiting({ ask: { expiresInMs: 5_000 } });
  const message = 'Call 1.0 has not expired.';
  thread.wait(4_999);
  expect(thread.refusal({ type: 'call.expire', callId: '1.0' })).toEqual({ code: 'not_due', message });
  thread.wait(1);
  expect(thread.refusal({ type: 'call.approve', ...vote, by: ann })).toEqual({
    code: 'expired',
    message: 'The time to decide on call 1.0 is over.',
  });
  expect(thread.facts({ type: 'call.expire', callId: '1.0' })).toEqual([{ type: 'call.expired', callId: '1.0' }]);
  expect(statusOf(thread)).toBe('expired');
});

test('[R49] a clock that goes backwards gives no time back', () => {
  const thread = waiting({ ask: { expiresInMs: 5_000 } });
  thread.wait(6_000);
  thread.send('Well?');
  thread.wait(-4_000);
  expect(thread.refusal({ type: 'call.approve', ...vote, by: ann }).code).toBe('expired');
});

test('[R49] a pause gives no time either: what expired in it expires when the run goes on', () => {
  const thread = waiting({ ask: { expiresInMs: 5_000 } });
  thread.facts({ type: 'run.pause', by: ann });
  thread.wait(5_000);
  expect(thread.refusal({ type: 'call.approve', ...vote, by: ann }).code).toBe('expired');
  thread.facts({ type: 'run.resume', by: ann });
  thread.facts({ type: 'call.expire', callId: '1.0' });
  expect(statusOf(thread)).toBe('expired');
});

test('[R49] a call without a time limit, or decided in time, does not expire', () => {
  const thread = waiting();
  thread.wait(1e12);
  expect(thread.refusal({ type: 'call.expire', callId: '1.0' }).code).toBe('not_due');
  const decided = waiting({ ask: { expiresInMs: 5_000 } });
  approve(decided, ann);
  decided.wait(5_000);
  expect(decided.refusal({ type: 'call.expire', callId: '1.0' }).code).toBe('not_due');
});

describe('a call in doubt', () => {
  function doubted(answer: PolicyAnswer = 'ask', ...voters: readonly Actor[]): TestThread {
    const thread = waiting(answer);
    for (const by of voters.length > 0 ? voters : [ann]) approve(thread, by);
    thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
    thread.facts({ type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2', takeOver: true });
    return thread;
  }
  const resolve = { type: 'call.resolve', threadId: THREAD, callId: '1.0', attempt: 1, by: bob } as const;

  test.each([{ kind: 'happened', output: { id: 7 } }, { kind: 'retry' }, { kind: 'give_up' }] as const)(
    '[R26] is settled by a person: %j',
    (resolution) => {
      expect(doubted().facts({ ...resolve, resolution })).toEqual([
        { type: 'call.resolved', callId: '1.0', attempt: 1, resolution, by: bob },
      ]);
    },
  );

  test('[R26] is resolved once, and only while in doubt', () => {
    const thread = doubted();
    const retry = { ...resolve, resolution: { kind: 'retry' } } as const;
    thread.facts(retry);
    const notInDoubt = { code: 'not_in_doubt', message: 'Call 1.0 is not in doubt.' };
    expect(thread.refusal(retry)).toEqual(notInDoubt);
    expect(waiting().refusal(retry)).toEqual(notInDoubt);
    thread.run('1.0', 'paid');
    expect(thread.refusal(retry)).toEqual({
      code: 'superseded',
      message: 'Call 1.0 has ended (succeeded); this is dropped.',
    });
  });

  test('[R26] a word about another attempt is refused', () => {
    expect(doubted().refusal({ ...resolve, attempt: 2, resolution: { kind: 'give_up' } })).toEqual({
      code: 'superseded',
      message: 'Attempt 2 of call 1.0 is not the one in doubt.',
    });
  });

  test('[R26] [R47] is resolved by those who may decide about it', () => {
    const thread = doubted({ ask: { approvers: ['ann'] } });
    for (const resolution of [{ kind: 'happened', output: 1 }, { kind: 'retry' }, { kind: 'give_up' }] as const) {
      expect(thread.refusal({ ...resolve, resolution })).toEqual({
        code: 'not_an_approver',
        message: 'Bob may not decide on call 1.0.',
      });
    }
    thread.facts({ ...resolve, by: ann, resolution: { kind: 'retry' } });
    expect(statusOf(thread)).toBe('ready');
  });

  test('[R26] one of two cannot make it run again alone', () => {
    const thread = doubted({ ask: { quorum: 2 } }, ann, cem);
    thread.facts({ ...resolve, by: ann, resolution: { kind: 'retry' } });
    expect(statusOf(thread)).toBe('gated');
    expect(thread.refusal({ type: 'call.claim', callId: '1.0', runner: 'r1' }).code).toBe('not_ready');
    expect(thread.refusal({ type: 'call.approve', ...vote, by: ann }).code).toBe('already_voted');
    approve(thread, cem);
    expect(thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' })).toMatchObject([{ attempt: 2 }]);
  });

  test('[R26] does not run again in a run that is over', () => {
    const thread = doubted();
    thread.facts({ type: 'run.cancel', by: ann });
    expect(thread.refusal({ ...resolve, resolution: { kind: 'retry' } })).toEqual({
      code: 'not_running',
      message: 'The run is over, so call 1.0 cannot run again: say what happened, or give it up.',
    });
    thread.facts({ ...resolve, resolution: { kind: 'happened', output: 'paid' } });
    expect(statusOf(thread)).toBe('succeeded');
  });

  test('[R58] is resolved in its own thread only', () => {
    expect(doubted().refusal({ ...resolve, threadId: 'other', resolution: { kind: 'retry' } }).code).toBe(
      'wrong_thread',
    );
  });

  test('[R22] settles itself by a late result', () => {
    const thread = doubted();
    thread.facts({ type: 'call.succeed', callId: '1.0', attempt: 1, output: 'paid after all' });
    expect(findCall(thread.state(), '1.0')).toMatchObject({ status: 'succeeded', output: 'paid after all' });
  });
});
