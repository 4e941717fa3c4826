// @vitest-environment node
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { mergeResults, readResults, writeResults, type Run } from './results.ts';
import { row } from './test-support/row.ts';

const machine = { cpu: 'cpu', cores: 2, memoryGb: 8, system: 'Linux', node: '24', chromium: '' };
const run = (startedAt: string, ...scenarios: readonly string[]): Run => ({ startedAt, machine, scenarios });

const fold = row({ value: 1 });
const bundle = row({ scenario: 'bundle', value: 2 });
const before = { runs: [run('monday', 'fold', 'bundle')], rows: [fold, bundle] };

test('a run of some scenarios replaces their rows, and says of the others when they were measured', () => {
  const again = row({ value: 3 });
  expect(mergeResults(before, run('tuesday', 'fold'), [again])).toEqual({
    runs: [run('monday', 'bundle'), run('tuesday', 'fold')],
    rows: [bundle, again],
  });
});

test('a run of which nothing is left is not mentioned', () => {
  expect(mergeResults(before, run('tuesday', 'fold', 'bundle'), [fold]).runs).toEqual([
    run('tuesday', 'fold', 'bundle'),
  ]);
});

test('results are read as they were written, and no file is no results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-results-'));
  const file = pathToFileURL(join(folder, 'results.json'));
  expect(readResults(file)).toBeUndefined();
  writeResults(file, before);
  expect(readResults(file)).toEqual(before);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(10);
  rmSync(folder, { recursive: true });
});
