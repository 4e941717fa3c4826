import { initialState, type Run } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { phaseWords } from './phase-words.ts';
import { runCommands } from './run-commands.ts';

const run = (status: Run['status']): Run => ({
  id: 1,
  status,
  startedAtMs: 0,
  steps: 0,
  tokens: 0,
  costUsd: 0,
  errors: 0,
  modelFailures: 0,
  raised: {},
  visited: {},
});

test('what would be refused is not offered', () => {
  const statuses = ['active', 'paused', 'failed', 'finished', 'cancelled'] as const;
  expect(statuses.map((status) => runCommands({ run: run(status) }))).toEqual([
    ['pause', 'cancel'],
    ['resume', 'cancel'],
    ['retry', 'cancel'],
    [],
    [],
  ]);
  expect(runCommands(initialState)).toEqual([]);
});

test('a phase is said in words, one of a flow by its name', () => {
  expect([phaseWords('awaitingApproval'), phaseWords('flow:review')]).toEqual([
    'Waits for a decision',
    'In the state “review” of its flow',
  ]);
});
