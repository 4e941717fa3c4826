import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judgement } from './judge-trial.ts';

/** What came of the trials whose workers were killed in one kind of place. */
export interface Row {
  readonly kills: number;
  readonly trials: number;
  readonly finished: number;
  /** Absent where it depends on the moment in which the signal arrives. */
  readonly inDoubt?: number;
  readonly claimedAgain?: number;
}

/** One store, over all of its trials. */
export interface Column {
  readonly rows: Readonly<Record<string, Row>>;
  readonly lost: number;
  readonly unapproved: number;
  readonly doubled: number;
}

export const STORES = { sqlite: 'SQLite', postgres: 'PostgreSQL', chromium: 'IndexedDB, a Chromium tab' } as const;
export type StoreName = keyof typeof STORES;
export type Results = Readonly<Partial<Record<StoreName, Column>>>;

const FILE = join(import.meta.dirname, '../../results/crashes.json');

/** The results that are kept beside the code, and shown in the README. */
export function keptResults(): Results {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};
}

/** Keeps a column instead of the one before. */
export function keepColumn(store: StoreName, column: Column): void {
  const all: Results = { ...keptResults(), [store]: column };
  const names = Object.keys(STORES) as StoreName[];
  const ordered = Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
  writeFileSync(FILE, `${JSON.stringify(ordered, undefined, 2)}\n`);
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
