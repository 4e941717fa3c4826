// @vitest-environment node
import { expect, test } from 'vitest';
import { readOutcome } from './outcome.ts';

test('an output is the outcome', () => {
  expect(readOutcome({ type: 'json', value: { id: 1 } })).toEqual({ kind: 'done', output: { id: 1 } });
  expect(readOutcome({ type: 'json', value: null })).toEqual({ kind: 'done', output: null });
  expect(readOutcome({ type: 'text', value: '{"id":1}' })).toEqual({ kind: 'done', output: { id: 1 } });
  expect(readOutcome({ type: 'text', value: 'Jeff' })).toEqual({ kind: 'done', output: 'Jeff' });
  expect(readOutcome({ type: 'content', value: [{ type: 'text', text: '[1]' }] })).toEqual({
    kind: 'done',
    output: [1],
  });
});

test.each([
  { note: 'Max changed the input before approving. This input ran.', input: { amount: 5 }, output: 'ok' },
  { edited_input: { amount: 5 }, output: 'ok' },
])('what a person made of the input stands beside the output: %j', (value) => {
  expect(readOutcome({ type: 'json', value })).toEqual({ kind: 'done', output: 'ok', editedInput: { amount: 5 } });
});

test('a lost call that a person vouches for is done', () => {
  const value = { outcome: 'Lost at first; Max says that the call happened.', output: { url: 'x' } };
  expect(readOutcome({ type: 'json', value })).toEqual({ kind: 'done', output: { url: 'x' } });
});

test.each([
  ['Max denied this call: too much', 'too much'],
  ['Max denied this call and gave no reason.', undefined],
  ['Max denied this call: too much\nMax suggests instead: make it $400', 'too much; make it $400'],
  ['Max denied this call and gave no reason.\nMax suggests instead: a refund', 'a refund'],
  ['Policy refused this call: over the limit', 'Policy refused this call: over the limit'],
  ['', undefined],
])('a denial keeps the reason alone: %s', (text, reason) => {
  expect(readOutcome({ type: 'execution-denied', reason: text })).toEqual({
    kind: 'denied',
    text,
    ...(reason === undefined ? {} : { reason }),
  });
});

test('a cancelled call is no failed one', () => {
  const text = 'The run was cancelled before this call was carried out.';
  expect(readOutcome({ type: 'error-text', value: text })).toEqual({ kind: 'cancelled', text });
  expect(readOutcome({ type: 'error-text', value: 'Error: no' })).toEqual({ kind: 'failed', text: 'Error: no' });
  expect(readOutcome({ type: 'error-json', value: { code: 7 } })).toEqual({ kind: 'failed', text: '{"code":7}' });
});
