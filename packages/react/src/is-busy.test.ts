import { TwelvefoldError } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { isBusy } from './is-busy.ts';

const gone = new TwelvefoldError('thread_gone', 'It was deleted.');
const full = new TwelvefoldError('store_full', 'No space is left.');

test.each([
  ['thinking', undefined, true],
  ['running', full, true],
  ['flow:check', undefined, true],
  ['done', undefined, false],
  ['awaitingApproval', undefined, false],
] as const)('while it is %s, and whatever its store says, an agent is busy or not', (phase, problem, expected) => {
  expect(isBusy({ phase, problem })).toBe(expected);
});

test('[R160] an agent whose thread is gone does nothing any more, whatever it did', () => {
  expect(isBusy({ phase: 'thinking', problem: gone })).toBe(false);
});
