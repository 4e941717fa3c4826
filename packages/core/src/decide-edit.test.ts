import { expect, test } from 'vitest';
import type { Actor } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import { findCall } from './find-entry.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, bob, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';
import type { PolicyAnswer } from './tool.ts';

const input = { amount: 60 };
const inputHash = hashJson(input);

/** Up to 50 runs, up to 100 anyone decides, up to 1,000 two of three, and more is not for this agent. */
function approval({ input: { amount } }: { readonly input: { readonly amount: number } }): PolicyAnswer {
  if (amount <= 50) return 'run';
  if (amount <= 100) return 'ask';
  if (amount <= 1_000) return { ask: { approvers: ['ann', 'bob', 'cem'], quorum: 2 } };
  return { deny: 'Over 1,000 goes through the bank.' };
}

function waiting(amount = 60): TestThread {
  const thread = testThread(testDesk({ tools: { book: payTool({ approval }) } }));
  thread.send('Book it');
  thread.reply({ calls: [{ tool: 'book', input: { amount } }] });
  return thread;
}

const edit = (editedInput: Json, by: Actor = ann, from: string = inputHash) => {
  return { type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash: from, by, editedInput } as const;
};
const callOf = (thread: TestThread) => findCall(thread.state(), '1.0');

test('[R45] an edited input is logged with its hash, beside the one that was seen', () => {
  const thread = waiting();
  expect(thread.facts(edit({ amount: 40 }))).toEqual([
    {
      type: 'call.approved',
      callId: '1.0',
      inputHash,
      by: ann,
      editedInput: { amount: 40 },
      editedInputHash: hashJson({ amount: 40 }),
      parsedHash: hashJson({ amount: 40 }),
    },
  ]);
  expect(callOf(thread)).toMatchObject({ status: 'ready', input: { amount: 40 }, modelInput: input });
  expect(thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' })).toMatchObject([
    { type: 'call.claimed', inputHash: hashJson({ amount: 40 }) },
  ]);
});

test('[R45] an edited input that the schema refuses is refused, with what is wrong', () => {
  expect(waiting().refusal(edit({ amount: 'lots' }))).toEqual({
    code: 'invalid_input',
    message: 'The edited input does not fit "book": amount: Must be a number.',
  });
  expect(waiting().refusal(edit(null))).toMatchObject({ code: 'invalid_input' });
});

test('[R45] an edited input that is no JSON is refused', () => {
  expect(waiting().refusal(edit({ amount: () => 1 } as never))).toEqual({
    code: 'not_json',
    message: 'The log takes JSON only; $.editedInput.amount is something else.',
  });
});

test('[R45] an edit for a tool that is gone, or asks a person now, is refused', () => {
  const { log } = waiting();
  const { book: _, ...rest } = testDesk().tools;
  const message = 'There is no tool "book" any more.';
  for (const tools of [rest, { ...rest, book: rest.ask_human! }]) {
    const thread = testThread({ ...testDesk(), tools }, log());
    expect(thread.refusal(edit({ amount: 1 }))).toEqual({ code: 'invalid_input', message });
  }
});

test('[R45] nobody gets by editing what the policy would not let through', () => {
  expect(waiting().refusal(edit({ amount: 5_000 }))).toEqual({
    code: 'invalid_input',
    message: 'The policy of "book" does not allow the edited input: Over 1,000 goes through the bank.',
  });
});

test('[R45] an edit to what needs two people is the first of two votes', () => {
  const thread = waiting();
  expect(thread.facts(edit({ amount: 500 }))).toMatchObject([
    { type: 'call.approved', gate: { approvers: ['ann', 'bob', 'cem'], quorum: 2 } },
  ]);
  expect(callOf(thread)).toMatchObject({ status: 'gated', gate: { approvers: ['ann', 'bob', 'cem'], quorum: 2 } });
  const approve = {
    type: 'call.approve',
    threadId: THREAD,
    callId: '1.0',
    inputHash: hashJson({ amount: 500 }),
  } as const;
  expect(thread.refusal({ ...approve, by: ann }).code).toBe('already_voted');
  thread.facts({ ...approve, by: bob });
  expect(callOf(thread)?.status).toBe('ready');
});

test('[R45] an edit to what the editor may not approve is refused', () => {
  const stranger: Actor = { kind: 'person', id: 'zoe', name: 'Zoe' };
  expect(waiting().refusal(edit({ amount: 500 }, stranger))).toEqual({
    code: 'not_an_approver',
    message: 'Zoe may not approve call 1.0 with this input.',
  });
});

test('[R45] an edit to what needs nobody, or less, does not loosen the terms', () => {
  for (const amount of [10, 90]) {
    const thread = waiting(500);
    thread.facts(edit({ amount }, ann, hashJson({ amount: 500 })));
    expect(callOf(thread)).toMatchObject({ status: 'gated', gate: { approvers: ['ann', 'bob', 'cem'], quorum: 2 } });
    const approve = { type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash: hashJson({ amount }) } as const;
    thread.facts({ ...approve, by: bob });
    expect(callOf(thread)?.status).toBe('ready');
  }
});

test('[R25] an edit starts the quorum again, with the vote of the editor', () => {
  const thread = waiting(500);
  const approve = { type: 'call.approve', threadId: THREAD, callId: '1.0' } as const;
  thread.facts({ ...approve, inputHash: hashJson({ amount: 500 }), by: bob });
  thread.facts(edit({ amount: 400 }, ann, hashJson({ amount: 500 })));
  expect(callOf(thread)?.status).toBe('gated');
  thread.facts({ ...approve, inputHash: hashJson({ amount: 400 }), by: bob });
  expect(callOf(thread)?.status).toBe('ready');
});
