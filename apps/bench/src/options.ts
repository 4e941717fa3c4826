import { parseArgs } from 'node:util';
import { Complaint } from '../../../scripts/setup/command.mjs';
import type { Scenario } from './scenario.ts';

export interface BenchOptions {
  /** What to run, in the order of the list. */
  readonly scenarios: readonly Scenario[];
  /** Whether that is all of them. */
  readonly isWhole: boolean;
  readonly isQuick: boolean;
}

/**
 * Reads the command line: `[--only <scenario>]… [--quick]`.
 *
 * @throws Complaint for a scenario or a flag that there is none of.
 */
export function readOptions(args: readonly string[], all: readonly Scenario[]): BenchOptions {
  const { only = [], quick = false } = parse(args);
  const unknown = only.filter((name) => all.every((scenario) => scenario.name !== name));
  if (unknown.length > 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new Complaint(`There is no scenario "${unknown.join('", "')}": the scenarios are ${names}.`);
  }
  return {
    scenarios: only.length === 0 ? all : all.filter(({ name }) => only.includes(name)),
    isWhole: only.length === 0,
    isQuick: quick,
  };
}

function parse(args: readonly string[]): { readonly only?: readonly string[]; readonly quick?: boolean } {
  try {
    const options = { only: { type: 'string', multiple: true }, quick: { type: 'boolean' } } as const;
    // pnpm hands on the `--` of `pnpm bench -- --quick`.
    return parseArgs({ args: args.filter((arg) => arg !== '--'), options }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Complaint(`${why} Say "pnpm bench", with "--only <scenario>" as often as you like, or with "--quick".`);
  }
}
