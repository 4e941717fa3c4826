import { expect, test } from 'vitest';
import { toMessages } from './context-messages.ts';
import { toXmlMessages } from './context-xml.ts';
import type { EventDraft } from './event.ts';
import { hashJson } from './input-hash.ts';
import { fold } from './reduce.ts';
import { findCall } from './find-entry.ts';
import { started } from './test-support/opening-facts.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, bob, logOf, START_MS, testThread, THREAD } from './test-support/test-thread.ts';

const added: EventDraft = { type: 'rule.added', ruleId: 'rule-1', tool: 'pay', by: ann };
const revoked: EventDraft = { type: 'rule.revoked', ruleId: 'rule-1', by: bob };
const rule = { ruleId: 'rule-1', tool: 'pay', by: ann, atMs: START_MS + 1_000 };

test('[R127] a rule and its end are lines that people see', () => {
  const state = fold(logOf(started, added, revoked));
  expect(state.rules).toEqual([]);
  expect(state.entries).toEqual([
    { kind: 'notice', id: 't/2', seq: 2, atMs: START_MS + 1_000, type: 'rule.added', text: 'pay', by: ann },
    { kind: 'notice', id: 't/3', seq: 3, atMs: START_MS + 2_000, type: 'rule.revoked', text: 'pay', by: bob },
  ]);
});

test('[R10] [R124] a rule that stands, and the end of one that does not, change nothing', () => {
  const once = fold(logOf(started, added));
  expect(once.rules).toEqual([rule]);
  const again = fold(logOf(started, added, added, { ...added, ruleId: 'rule-2' }, { ...revoked, ruleId: 'rule-7' }));
  expect(again).toEqual({ ...once, seq: 5, atMs: START_MS + 4_000 });
});

test('[R127] the model is not told of rules: it is shown the same with and without them', () => {
  const thread = testThread(testDesk());
  thread.send('Pay');
  const shown = () => [toMessages(thread.state()), toXmlMessages()(thread.state())];
  const before = shown();
  thread.facts({ type: 'rule.add', threadId: THREAD, tool: 'pay', by: ann });
  expect(shown()).toEqual(before);
  thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
  thread.run('1.0', 'paid');
  const asked = testThread(testDesk());
  asked.send('Pay');
  asked.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
  const inputHash = hashJson({ amount: 1 });
  asked.facts({ type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash, by: ann });
  asked.run('1.0', 'paid');
  expect(shown()).toEqual([toMessages(asked.state()), toXmlMessages()(asked.state())]);
});

test('[R5] a fork starts without rules, and what one let through there waits here', () => {
  const book = payTool({ approval: () => ({ ask: { approvers: ['ann'] } }) });
  const thread = testThread(testDesk({ tools: { book } }));
  thread.facts({ type: 'rule.add', threadId: THREAD, tool: 'book', by: ann });
  thread.send('Book');
  thread.reply({ calls: [{ tool: 'book', input: { amount: 1 } }] });
  expect(findCall(thread.state(), '1.0')).toMatchObject({ status: 'ready', ruleId: 'rule-1' });
  const [forked] = logOf({ type: 'thread.forked', from: { threadId: 'origin', seq: 5 } });
  const state = fold([forked!], thread.state());
  expect(state.rules).toEqual([]);
  const call = findCall(state, '1.0');
  expect(call).toMatchObject({ status: 'gated', gate: { approvers: ['ann'], quorum: 1 }, decisions: [] });
  expect(call).not.toHaveProperty('ruleId');
});
