// @vitest-environment node
import { expect, test } from 'vitest';
import { Complaint } from '../../../scripts/setup/command.mjs';
import { allScenarios } from './all-scenarios.ts';
import { readOptions } from './options.ts';
import type { Scenario } from './scenario.ts';

const scenario = (name: string): Scenario => ({ name, title: name, run: async () => [] });
const all = [scenario('fold'), scenario('restore'), scenario('bundle')];

test('without flags, all scenarios run', () => {
  expect(readOptions([], all)).toEqual({ scenarios: all, isWhole: true, isQuick: false });
});

test('--only picks scenarios, in the order of the list', () => {
  const options = readOptions(['--only', 'bundle', '--only=fold', '--quick'], all);
  expect(options).toEqual({ scenarios: [all[0], all[2]], isWhole: false, isQuick: true });
});

test('the -- that pnpm hands on is no flag', () => {
  expect(readOptions(['--', '--quick'], all).isQuick).toBe(true);
});

test('an unknown scenario is one clear sentence with the list', () => {
  const problem = new Complaint('There is no scenario "folds": the scenarios are fold, restore, bundle.');
  expect(() => readOptions(['--only', 'folds'], all)).toThrow(problem);
});

test('an unknown flag says which there are', () => {
  expect(() => readOptions(['--fast'], all)).toThrow(/'--fast'.*"--only <scenario>".*"--quick"/);
});

test('every scenario has a name of its own, in kebab-case', () => {
  const names = allScenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
});
