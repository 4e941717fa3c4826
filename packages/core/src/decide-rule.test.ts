import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import { runTool } from './run-tool.ts';
import { findCall } from './find-entry.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, bob, cem, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';
import { defineTool, type PolicyAnswer } from './tool.ts';

const input = { amount: 750 };
const inputHash = hashJson(input);
const add = { type: 'rule.add', threadId: THREAD, tool: 'book', by: ann } as const;
const revoke = { type: 'rule.revoke', threadId: THREAD, ruleId: 'rule-6', by: bob } as const;
const approve = { type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash, by: ann } as const;
const always = { ...approve, remember: true } as const;

/** A thread that waits for a decision about one booking of 750. */
function waiting(policy: (amount: number) => PolicyAnswer = () => 'ask'): TestThread {
  const book = payTool({ approval: (call) => policy(call.input.amount) });
  const thread = testThread(testDesk({ tools: { book } }));
  thread.send('Pay 750');
  thread.reply({ calls: [{ tool: 'book', input }] });
  return thread;
}

const statusOf = (thread: TestThread, callId = '1.0') => findCall(thread.state(), callId)?.status;
const rulesOf = (thread: TestThread) => thread.state().rules.map(({ ruleId, tool, by }) => [ruleId, tool, by.id]);

describe('a rule of its own', () => {
  test('[R124] is named by the event before it, and stands with who made it when', () => {
    const thread = waiting();
    expect(thread.facts(add)).toEqual([{ type: 'rule.added', ruleId: 'rule-5', tool: 'book', by: ann }]);
    const { atMs } = thread.state();
    expect(thread.state().rules).toEqual([{ ruleId: 'rule-5', tool: 'book', by: ann, atMs }]);
  });

  test('[R124] may be the first thing in a thread', () => {
    const thread = testThread(testDesk());
    thread.facts({ ...add, tool: 'pay' });
    expect(thread.types()).toEqual(['thread.started', 'rule.added']);
    expect(rulesOf(thread)).toEqual([['rule-1', 'pay', 'ann']]);
  });

  test('[R124] stands once for each person', () => {
    const thread = waiting();
    thread.facts(add);
    const message = 'Ann always allows "book" in this thread already.';
    expect(thread.refusal(add)).toEqual({ code: 'rule_exists', message });
    thread.facts({ ...add, by: bob });
    expect(rulesOf(thread)).toEqual([
      ['rule-5', 'book', 'ann'],
      ['rule-6', 'book', 'bob'],
    ]);
  });

  test.each([
    ['nothing', 'There is no tool "nothing" that a rule could let run.'],
    ['constructor', 'There is no tool "constructor" that a rule could let run.'],
    ['__proto__', 'There is no tool "__proto__" that a rule could let run.'],
    ['ask_human', 'There is no tool "ask_human" that a rule could let run.'],
    ['look', 'The tool "look" asks nobody, so there is nothing to allow.'],
  ])('[R124] there is none for %s', (tool, message) => {
    expect(waiting().refusal({ ...add, tool })).toEqual({ code: 'rule_not_allowed', message });
  });

  test.each(['agent', 'system'] as const)('[R152] is made by a person, not by a %s', (kind) => {
    const by = { kind, id: 'nightly', name: 'Nightly' } as const;
    const thread = waiting();
    const message = `A rule is made by a person, and Nightly is not one (${kind}).`;
    expect(thread.refusal({ ...add, by })).toEqual({ code: 'rule_not_allowed', message });
    expect(thread.refusal({ ...always, by })).toEqual({
      code: 'rule_not_allowed',
      message: `${message} Approve it without "remember".`,
    });
    expect(findCall(thread.state(), '1.0')).toMatchObject({ status: 'gated', decisions: [] });
    expect(rulesOf(thread)).toEqual([]);
  });

  test('[R58] [R124] counts in its own thread only', () => {
    for (const command of [add, revoke])
      expect(waiting().refusal({ ...command, threadId: 'other' })).toEqual({
        code: 'wrong_thread',
        message: 'This request is for thread other; it counts in its own thread only.',
      });
  });

  test.each([
    { ...add, tool: 7 },
    { ...add, by: 'ann' },
    { ...revoke, ruleId: undefined },
    { ...always, remember: 'yes' },
    { ...approve, type: 'call.deny', suggestion: { amount: 1 } },
  ])('[R56] [R124] is read field by field: %j', (command) => {
    expect(waiting().refusal(command as never)).toMatchObject({ code: 'malformed' });
  });
});

describe('an approval that is remembered', () => {
  test('[R125] is the vote and the rule in one append', () => {
    const thread = waiting();
    expect(thread.facts(always)).toEqual([
      { type: 'call.approved', callId: '1.0', inputHash, by: ann },
      { type: 'rule.added', ruleId: 'rule-6', tool: 'book', by: ann, callId: '1.0' },
    ]);
    expect(statusOf(thread)).toBe('ready');
    expect(rulesOf(thread)).toEqual([['rule-6', 'book', 'ann']]);
  });

  test('[R125] may change the input, too', () => {
    const thread = waiting();
    const facts = thread.facts({ ...always, editedInput: { amount: 5 } });
    expect(facts).toMatchObject([
      { type: 'call.approved', editedInput: { amount: 5 } },
      { type: 'rule.added', tool: 'book' },
    ]);
  });

  test('[R125] is but a vote where the rule stands already', () => {
    const thread = waiting();
    thread.facts(add);
    expect(thread.facts(always)).toMatchObject([{ type: 'call.approved' }]);
    expect(rulesOf(thread)).toHaveLength(1);
  });

  test('[R125] without `remember` there is no rule', () => {
    const thread = waiting();
    thread.facts({ ...approve, remember: false });
    expect(rulesOf(thread)).toEqual([]);
  });

  test('[R125] is refused as a whole where several must agree, and says how to go on', () => {
    const thread = waiting(() => ({ ask: { quorum: 2 } }));
    expect(thread.refusal(always)).toEqual({
      code: 'rule_not_allowed',
      message: 'Call 1.0 needs 2 approvals, and a rule is the word of one person. Approve it without "remember".',
    });
    expect(findCall(thread.state(), '1.0')).toMatchObject({ status: 'gated', decisions: [] });
    thread.facts(approve);
    thread.facts({ ...approve, by: bob });
    expect(statusOf(thread)).toBe('ready');
  });

  test('[R125] an edit that needs more votes is refused with its rule', () => {
    const thread = waiting((amount) => (amount > 1_000 ? { ask: { quorum: 3 } } : 'ask'));
    expect(thread.refusal({ ...always, editedInput: { amount: 2_000 } })).toMatchObject({
      code: 'rule_not_allowed',
      message: expect.stringMatching(/^Call 1\.0 needs 3 approvals/),
    });
    expect(rulesOf(thread)).toEqual([]);
  });

  test.each([
    ['of a stranger', { ...always, by: bob }, 'not_an_approver'],
    ['of another input', { ...always, inputHash: 'x' }, 'input_changed'],
    ['of a wrong edit', { ...always, editedInput: { amount: 'all' } }, 'invalid_input'],
    ['of another thread', { ...always, threadId: 'other' }, 'wrong_thread'],
    ['of no call', { ...always, callId: '9.9' }, 'no_such_call'],
  ])('[R125] makes no rule where the vote is refused: %s', (_, command, code) => {
    const thread = waiting(() => ({ ask: { approvers: ['ann'] } }));
    expect(thread.refusal(command).code).toBe(code);
    expect(rulesOf(thread)).toEqual([]);
  });

  test('[R125] makes no rule when the time is over, or the call was decided', () => {
    const late = waiting(() => ({ ask: { expiresInMs: 5_000 } }));
    late.wait(5_000);
    expect(late.refusal(always).code).toBe('expired');
    const decided = waiting();
    decided.facts({ ...approve, type: 'call.deny', by: bob });
    expect(decided.refusal(always).code).toBe('already_decided');
    expect([rulesOf(late), rulesOf(decided)]).toEqual([[], []]);
  });

  test('[R125] makes no rule for a tool that is gone by now', () => {
    const before = waiting();
    const after = testThread(testDesk(), before.log());
    expect(after.refusal(always)).toEqual({
      code: 'rule_not_allowed',
      message: 'There is no tool "book" that a rule could let run. Approve it without "remember".',
    });
  });
});

describe('where a rule counts', () => {
  /** What becomes of a second booking, after Ann said "always" to the first one. */
  function second(policy: (amount: number) => PolicyAnswer, amount: Json = 2): TestThread {
    const thread = waiting(policy);
    thread.facts(always);
    thread.run('1.0', 'paid');
    thread.reply({ calls: [{ tool: 'book', input: { amount } }] });
    return thread;
  }
  const onlyAfterwards = (answer: () => PolicyAnswer) => (amount: number) => (amount === 750 ? 'ask' : answer());

  test('[R123] the call runs where the policy asks, and the log says by which rule and what was asked', () => {
    const thread = second(onlyAfterwards(() => ({ ask: { reason: 'Dear.', expiresInMs: 5_000 } })));
    const gate = { reason: 'Dear.', quorum: 1, expiresAtMs: thread.state().atMs + 5_000 };
    const hash = hashJson({ amount: 2 });
    expect(thread.log().at(-1)).toMatchObject({ type: 'call.admitted', inputHash: hash, parsedHash: hash, gate });
    expect(findCall(thread.state(), '2.0')).toMatchObject({ status: 'ready', ruleId: 'rule-6', gate, decisions: [] });
    thread.run('2.0', 'paid');
    expect(statusOf(thread, '2.0')).toBe('succeeded');
  });

  test('[R123] also where the approvers are named and its maker is one', () => {
    const thread = second(onlyAfterwards(() => ({ ask: { approvers: ['bob', 'ann'] } })));
    expect(statusOf(thread, '2.0')).toBe('ready');
  });

  test.each<[string, () => PolicyAnswer]>([
    ['others may decide', () => ({ ask: { approvers: ['bob', 'cem'] } })],
    ['two must agree', () => ({ ask: { quorum: 2 } })],
    ['two of those who are named must agree', () => ({ ask: { quorum: 2, approvers: ['ann', 'bob'] } })],
    ['more must agree than there are', () => ({ ask: { quorum: 2, approvers: ['ann'] } })],
    ['the quorum is none', () => ({ ask: { quorum: '2' as never } })],
    ['there is no time to decide', () => ({ ask: { expiresInMs: 0 } })],
    [
      'the policy throws',
      () => {
        throw new Error('The rates are not there.');
      },
    ],
    ['the policy promises', () => Promise.resolve('ask') as never],
    ['the policy answers with a typing mistake', () => 'asks' as never],
  ])('[R123] it asks all the same where %s', (_, answer) => {
    const thread = second(onlyAfterwards(answer));
    expect(findCall(thread.state(), '2.0')).toMatchObject({ status: 'gated' });
    expect(findCall(thread.state(), '2.0')).not.toHaveProperty('ruleId');
  });

  test('[R123] what the policy denies, the schema refuses or the policy lets run is as it was', () => {
    expect(statusOf(second(onlyAfterwards(() => ({ deny: 'No.' }))), '2.0')).toBe('rejected');
    expect(
      statusOf(
        second(() => 'ask', 'much'),
        '2.0',
      ),
    ).toBe('rejected');
    const free = second(onlyAfterwards(() => 'run'));
    expect(free.log().at(-1)).toMatchObject({ type: 'call.admitted' });
    expect(findCall(free.state(), '2.0')).toMatchObject({ status: 'ready' });
    expect(findCall(free.state(), '2.0')).not.toHaveProperty('ruleId');
  });

  test('[R123] a rule for one tool is none for another', () => {
    const thread = second(() => 'ask');
    thread.run('2.0', 'paid');
    thread.reply({ calls: [{ tool: 'pay', input: { amount: 2 } }] });
    expect(statusOf(thread, '3.0')).toBe('gated');
  });

  test('[R123] a call that waits already goes on waiting', () => {
    const book = payTool({ approval: 'always' });
    const thread = testThread(testDesk({ tools: { book } }));
    thread.send('Pay twice');
    thread.reply({ calls: [input, input].map((each) => ({ tool: 'book', input: each })) });
    thread.facts(always);
    expect([statusOf(thread, '1.0'), statusOf(thread, '1.1')]).toEqual(['ready', 'gated']);
  });

  test('[R123] the rule of whoever may decide counts, among those of others', () => {
    const thread = waiting((amount) => (amount === 2 ? { ask: { approvers: ['bob'] } } : 'ask'));
    thread.facts(always);
    thread.facts({ ...add, by: bob });
    thread.run('1.0', 'paid');
    thread.reply({ calls: [{ tool: 'book', input: { amount: 2 } }] });
    expect(findCall(thread.state(), '2.0')).toMatchObject({ status: 'ready', ruleId: 'rule-7' });
  });

  test('[R104] [R123] what the schema made of the input is bound, too', async () => {
    let rate = 1;
    const book = defineTool({
      description: 'Books.',
      input: z.object({ amount: z.number().transform((amount) => amount * rate) }),
      approval: 'always',
      execute: () => 'booked',
    });
    const definition = testDesk({ tools: { book } });
    const thread = testThread(definition);
    thread.facts(add);
    thread.send('Book');
    thread.reply({ calls: [{ tool: 'book', input: { amount: 3 } }] });
    thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
    rate = 2;
    const { signal } = new AbortController();
    const report = await runTool(definition, thread.state(), '1.0', { signal, secrets: {} });
    expect(report).toMatchObject({ type: 'call.fail', attempt: 1 });
  });

  test('[R52] [R123] nobody decides about what a rule let through', () => {
    const thread = second(() => 'ask');
    const vote = { ...approve, callId: '2.0', inputHash: hashJson({ amount: 2 }) } as const;
    const message = 'Call 2.0 was decided already: let through by rule-6.';
    expect(thread.refusal(vote)).toEqual({ code: 'already_decided', message });
    thread.run('2.0', 'paid');
    expect(thread.refusal({ ...vote, type: 'call.deny' })).toEqual({ code: 'already_decided', message });
  });

  test('[R47] [R129] only an approver resolves what a rule let through and was lost', () => {
    const thread = second(onlyAfterwards(() => ({ ask: { approvers: ['ann'] } })));
    thread.facts({ type: 'call.claim', callId: '2.0', runner: 'r1' });
    thread.facts({ type: 'call.recover', callId: '2.0', attempt: 1, runner: 'r2', takeOver: true });
    const retry = {
      type: 'call.resolve',
      threadId: THREAD,
      callId: '2.0',
      attempt: 1,
      resolution: { kind: 'retry' },
    } as const;
    expect(thread.refusal({ ...retry, by: bob }).code).toBe('not_an_approver');
    thread.facts({ ...retry, by: ann });
    expect(statusOf(thread, '2.0')).toBe('ready');
    thread.facts({ ...revoke, by: cem });
    expect(statusOf(thread, '2.0')).toBe('ready');
  });
});

describe('taking a rule back', () => {
  test('[R126] anyone may, and the next call asks again', () => {
    const thread = waiting();
    thread.facts(always);
    expect(thread.facts(revoke)).toEqual([{ type: 'rule.revoked', ruleId: 'rule-6', by: bob }]);
    thread.run('1.0', 'paid');
    thread.reply({ calls: [{ tool: 'book', input: { amount: 2 } }] });
    expect(statusOf(thread, '2.0')).toBe('gated');
  });

  test('[R126] the call that was approved with it stays approved', () => {
    const thread = waiting();
    thread.facts(always);
    thread.facts(revoke);
    expect(statusOf(thread)).toBe('ready');
  });

  test('[R126] what it let through and nobody claimed waits for people, on the terms of its policy', () => {
    const thread = waiting((amount) => (amount === 750 ? 'ask' : { ask: { reason: 'Dear.', approvers: ['ann'] } }));
    thread.facts(always);
    thread.run('1.0', 'paid');
    const calls = [1, 2, 3].map((amount) => ({ tool: 'book', input: { amount } }));
    thread.reply({ calls });
    thread.facts({ type: 'call.claim', callId: '2.0', runner: 'r1' });
    thread.facts({ type: 'run.pause', by: ann });
    thread.facts(revoke);
    expect(['2.0', '2.1', '2.2'].map((id) => statusOf(thread, id))).toEqual(['running', 'gated', 'gated']);
    const call = findCall(thread.state(), '2.1');
    expect(call).toMatchObject({ gate: { reason: 'Dear.', approvers: ['ann'], quorum: 1 }, decisions: [] });
    expect(call).not.toHaveProperty('ruleId');
    thread.facts({ type: 'run.resume', by: ann });
    expect(thread.refusal({ type: 'call.claim', callId: '2.1', runner: 'r1' }).code).toBe('not_ready');
    const vote = { ...approve, callId: '2.1', inputHash: hashJson({ amount: 2 }) } as const;
    expect(thread.refusal({ ...vote, by: bob }).code).toBe('not_an_approver');
    thread.facts(vote);
    expect(statusOf(thread, '2.1')).toBe('ready');
  });

  test.each(['rule-9', 'constructor', '__proto__', ''])('[R126] there is no rule %j to take back', (ruleId) => {
    const thread = waiting();
    thread.facts(always);
    const message = `There is no rule "${ruleId}" in force in this thread.`;
    expect(thread.refusal({ ...revoke, ruleId })).toEqual({ code: 'no_such_rule', message });
  });

  test('[R126] is done once, and the same person may make another one', () => {
    const thread = waiting();
    thread.facts(always);
    thread.facts(revoke);
    expect(thread.refusal(revoke).code).toBe('no_such_rule');
    thread.facts(add);
    expect(rulesOf(thread)).toEqual([['rule-8', 'book', 'ann']]);
  });
});
