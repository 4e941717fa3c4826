import { expect, test } from 'vitest';
import { askPolicy, type PolicyRuling } from './ask-policy.ts';
import { initialState } from './state.ts';
import { payTool } from './test-support/test-desk.ts';
import type { FunctionTool, PolicyAnswer, PolicyCall } from './tool.ts';

const call: PolicyCall<never> = { id: '1.0', tool: 'pay', step: 1, input: { amount: 7 } as never };
const keep = (text: string): string => text;
const rulingOf = (approval: FunctionTool['approval']): PolicyRuling => {
  return askPolicy(payTool({ approval: approval as never }), call, initialState, keep);
};
const rulingOn = (answer: unknown): PolicyRuling => rulingOf(() => answer as PolicyAnswer);
const plain = { kind: 'ask', terms: { quorum: 1 } };
const nobody = { kind: 'deny', message: 'The policy lets nobody approve this call.' };
const noAnswer = {
  kind: 'ask',
  terms: { quorum: 1, reason: 'The policy failed: it gave no answer that is known.' },
  isUnclear: true,
};

test('[R42] asks nobody by default, a person always, or the function', () => {
  expect(askPolicy(payTool(), call, initialState, keep)).toEqual({ kind: 'run' });
  expect(rulingOf('never')).toEqual({ kind: 'run' });
  expect(rulingOf('always')).toEqual(plain);
  expect(rulingOn('run')).toEqual({ kind: 'run' });
  expect(rulingOn('ask')).toEqual(plain);
  expect(rulingOn({ deny: 'No.' })).toEqual({ kind: 'deny', message: 'No.' });
});

test('[R42] shows the function the call and the state', () => {
  const seen: unknown[] = [];
  rulingOf((...given) => {
    seen.push(...given);
    return 'run';
  });
  expect(seen).toEqual([call, initialState]);
});

test('[R43] takes the terms over', () => {
  const terms = { reason: 'Dear', approvers: ['ann', 'bob'], quorum: 2, expiresInMs: 5 };
  expect(rulingOn({ ask: terms })).toEqual({ kind: 'ask', terms });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a promise', Promise.resolve('run')],
  ['a typing mistake', 'Run'],
  ['a number', 5],
  ['a denial without words', { deny: true }],
  ['terms that are none', { ask: true }],
])('[R42] takes %s for a question to a person', (_, answer) => {
  expect(rulingOn(answer)).toEqual(noAnswer);
});

test('[R42] a policy that throws asks a person, with what it threw, redacted', () => {
  const tool = payTool({
    approval: () => {
      throw new TypeError('cannot reach bank with hunter2');
    },
  });
  const redact = (text: string) => text.replace('hunter2', '[redacted]');
  expect(askPolicy(tool, call, initialState, redact)).toEqual({
    kind: 'ask',
    terms: { quorum: 1, reason: 'The policy failed: TypeError: cannot reach bank with [redacted]' },
    isUnclear: true,
  });
});

test('[R42] a policy that is no policy asks a person', () => {
  expect(rulingOf('sometimes' as never)).toMatchObject({ kind: 'ask', terms: { quorum: 1 } });
});

test.each([
  ['an empty list', []],
  ['one name without a list', 'ann'],
  ['a list of no ids', [1, null]],
])('[R43] approvers that nobody can be (%s) deny', (_, approvers) => {
  expect(rulingOn({ ask: { approvers } })).toEqual(nobody);
});

test.each([
  [undefined, ['ann', 'bob'], 1],
  [2, ['ann', 'bob', 'ann'], 2],
  [3, ['ann', 'bob', 'ann'], 2],
  [2, ['ann', 'Ann', ' ann'], 1],
  [0, ['ann', 'bob'], 2],
  [1.5, ['ann', 'bob'], 2],
  [NaN, ['ann', 'bob'], 2],
  ['2', ['ann', 'bob'], 2],
  [-1, undefined, 1],
  [NaN, undefined, 1],
  [Infinity, undefined, 1],
  [7, undefined, 7],
])('[R43] a quorum of %j among %j is one of %j', (quorum, approvers, expected) => {
  expect(rulingOn({ ask: { quorum, approvers } })).toMatchObject({ kind: 'ask', terms: { quorum: expected } });
});

test.each([
  [undefined, undefined, false],
  [1, ['ann'], false],
  [2, undefined, false],
  ['2', undefined, true],
  [0, ['ann'], true],
  [NaN, undefined, true],
  [2, ['ann'], true],
])('[R123] a quorum of %j among %j is unclear: %j', (quorum, approvers, expected) => {
  expect('isUnclear' in rulingOn({ ask: { quorum, approvers } })).toBe(expected);
});

test.each([
  [-5, { expiresInMs: 0 }],
  [0, { expiresInMs: 0 }],
  [NaN, {}],
  [Infinity, {}],
  ['5', {}],
])('[R43] an expiry in %j is %j', (expiresInMs, expected) => {
  expect(rulingOn({ ask: { expiresInMs } })).toEqual({ kind: 'ask', terms: { quorum: 1, ...expected } });
});

test('[R43] an empty reason, and one that is no text, is none', () => {
  expect(rulingOn({ ask: { reason: '' } })).toEqual(plain);
  expect(rulingOn({ ask: { reason: 5 } })).toEqual(plain);
});

test('[R42] a policy that promises asks a person, whatever becomes of its promise', async () => {
  expect(rulingOn(Promise.reject(new Error('Late.')))).toMatchObject({ kind: 'ask', terms: { quorum: 1 } });
  // A rejection that nobody handles would fail the run here.
  await new Promise((resolve) => setTimeout(resolve));
});
