import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judgement } from './judge-trial.ts';
import { STORES, type Column, type Results, type Row, type StoreName } from './column.ts';
import { toTable } from './to-table.ts';

const FILE = join(import.meta.dirname, '../../results/crashes.json');
const TABLE = join(import.meta.dirname, '../../results/crashes.md');

/** The results that are kept beside the code, and shown in the README. */
export function keptResults(): Results {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};
}

/** The same as the table that the README shows a copy of. */
export function keptTable(): string {
  return existsSync(TABLE) ? readFileSync(TABLE, 'utf8') : '';
}

/** Keeps a column instead of the one before. */
export function keepColumn(store: StoreName, column: Column): void {
  const all: Results = { ...keptResults(), [store]: column };
  const names = Object.keys(STORES) as StoreName[];
  const ordered = Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
  writeFileSync(FILE, `${JSON.stringify(ordered, undefined, 2)}\n`);
  writeFileSync(TABLE, `${toTable(ordered)}\n`);
}

/**
 * What must be the same in every run: without the rows that are sampled, and without how many were in doubt or claimed
 * again, only whether any were. How many depends on what ran beside the tool at that moment, which a slow disk changes.
 */
export function lasting({ rows, ...totals }: Column): unknown {
  const exact = Object.entries(rows).flatMap(([place, { inDoubt, claimedAgain, ...row }]) =>
    inDoubt === undefined ? [] : [{ place, ...row, anyInDoubt: inDoubt > 0, anyClaimedAgain: claimedAgain !== 0 }],
  );
  return { ...totals, rows: exact };
}

/** A trial that is over, with the row that it counts in. */
export interface Outcome {
  readonly place: string;
  readonly kills: number;
  readonly judgement: Judgement;
}

export function toColumn(outcomes: readonly Outcome[], places: readonly string[], vague: ReadonlySet<string>): Column {
  const total = (of: (judgement: Judgement) => number): number => sum(outcomes, ({ judgement }) => of(judgement));
  const rowsOf = (place: string): readonly [string, Row][] => {
    const here = outcomes.filter((outcome) => outcome.place === place);
    if (here.length === 0) return [];
    const row: Row = {
      kills: sum(here, ({ kills }) => kills),
      trials: here.length,
      finished: here.filter(({ judgement }) => judgement.isFinished).length,
      ...(!vague.has(place) && {
        inDoubt: sum(here, ({ judgement }) => judgement.inDoubt),
        claimedAgain: sum(here, ({ judgement }) => judgement.claimedAgain),
      }),
    };
    return [[place, row]];
  };
  return {
    rows: Object.fromEntries(places.flatMap(rowsOf)),
    lost: total(({ lost }) => lost),
    unapproved: total(({ unapproved }) => unapproved),
    doubled: total(({ doubled }) => doubled),
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((so, item) => so + of(item), 0);
}
