import { readFileSync, writeFileSync } from 'node:fs';
import type { Machine } from './machine.ts';
import type { Row } from './row.ts';

/** What `results.json` holds. */
export interface Results {
  readonly runs: readonly Run[];
  readonly rows: readonly Row[];
}

/** One start of the bench: which scenarios of the file are its, when and where. */
export interface Run {
  readonly startedAt: string;
  /** What was measured, with `-dirty` where something was not committed; absent outside a git checkout. */
  readonly commit?: string;
  readonly machine: Machine;
  readonly scenarios: readonly string[];
}

/** Puts a run of some scenarios into what was there: their rows and mentions are replaced, the others stay. */
export function mergeResults(before: Results | undefined, run: Run, rows: readonly Row[]): Results {
  const isNew = (name: string): boolean => run.scenarios.includes(name);
  const runs = (before?.runs ?? []).flatMap((old) => {
    const scenarios = old.scenarios.filter((name) => !isNew(name));
    return scenarios.length > 0 ? [{ ...old, scenarios }] : [];
  });
  return {
    runs: [...runs, run],
    rows: [...(before?.rows ?? []).filter(({ scenario }) => !isNew(scenario)), ...rows],
  };
}

export function readResults(file: URL): Results | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Results;
  } catch {
    return undefined;
  }
}

/** One row a line, so that a diff shows which numbers moved. */
export function writeResults(file: URL, { runs, rows }: Results): void {
  const lines = (all: readonly unknown[]): string => all.map((each) => `    ${JSON.stringify(each)}`).join(',\n');
  writeFileSync(file, `{\n  "runs": [\n${lines(runs)}\n  ],\n  "rows": [\n${lines(rows)}\n  ]\n}\n`);
}
