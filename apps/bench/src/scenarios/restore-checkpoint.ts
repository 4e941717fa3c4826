import { fold, REDUCER_VERSION } from '@twelvefold/core';
import { openBenchBrowser } from '../browser/bench-browser.ts';
import type {} from '../browser/pages/restore.tsx';
import { interleave } from '../interleave.ts';
import { formatNumber } from '../format.ts';
import { oursOf } from '../judge.ts';
import { makeLog } from '../make-log.ts';
import { fill } from '../node/fill.ts';
import { openStore, settleDatabase, type Place } from '../node/open-database.ts';
import type { RestoreInput, RestoreTimes } from '../node/restore-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Judgement, Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';
import { withDatabases, withSqlite } from '../with-databases.ts';

const script = new URL('../node/restore-task.ts', import.meta.url);
const page = new URL('../browser/pages/restore.tsx', import.meta.url);
const EVENTS = 10_000;
const TAILS = [10, 100, 1_000, 5_000];
const QUICK_EVENTS = 1_000;
const QUICK_TAILS = [10, 500];
const ROUNDS = 3;
const READ = 'events read';

const systems = [
  { name: OURS, system: 'agent' },
  { name: 'rows and JSON.parse', system: 'rows' },
] as const;

const names: Readonly<Record<Place['kind'], string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

export const restoreCheckpoint: Scenario = {
  name: 'restore-checkpoint',
  title: 'What does it cost to restore a thread of 10,000 events of which a checkpoint was kept?',
  nIs: 'events behind the checkpoint',
  notes: [
    'The checkpoint itself is the state as JSON text, about as long as the log before it: parsing it is a cost that does not depend on the tail. Rows and JSON.parse: the text of the checkpoint and those of the tail, each parsed. In IndexedDB neither is text: the browser clones both.',
    'What is shown here is only looked at. Before anything is done behind a checkpoint, the log is folded from its beginning, once.',
  ],
  judge: (rows) => [judgeTail(rows)],
  run: async ({ isQuick }) => {
    // In a hurry, one database tells whether it works.
    if (isQuick)
      return withSqlite((place) => measure({ places: [place], events: QUICK_EVENTS, tails: QUICK_TAILS, rounds: 1 }));
    const inNode = await withDatabases((places) => measure({ places, events: EVENTS, tails: TAILS, rounds: ROUNDS }));
    return [...inNode, ...(await measureInPages())];
  },
};

interface Measuring {
  readonly places: readonly Place[];
  readonly events: number;
  readonly tails: readonly number[];
  readonly rounds: number;
}

async function measure({ places, events, tails, rounds }: Measuring): Promise<readonly Row[]> {
  await Promise.all(places.map((place) => seed(place, events, tails)));
  const cases = places.flatMap((place) =>
    tails.flatMap((tail) => systems.map(({ name, system }) => ({ place, tail, name, system }))),
  );
  const took = await interleave(cases, rounds, ({ place, tail, system }) => {
    const input: RestoreInput = { place, events, system, threadId: `t-${tail}`, checkpointSeq: events - tail };
    return runInNode<RestoreTimes>(script, input);
  });
  return [...took].flatMap(([{ place, tail, name }, times]): readonly Row[] => {
    const read = spreadOf(times.map(({ eventsRead }) => eventsRead));
    return [
      againRow(names[place.kind], name, tail, times),
      ...(place.kind === 'sqlite' ? [{ ...rowOf(name, tail), metric: READ, unit: 'count' as const, ...read }] : []),
    ];
  });
}

/** IndexedDB is only in a browser: each restores in a page of its own, on a database of its own. */
async function measureInPages(): Promise<readonly Row[]> {
  const browser = await openBenchBrowser();
  try {
    const cases = TAILS.flatMap((tail) => systems.map(({ name, system }) => ({ tail, name, system })));
    const took = await interleave(cases, ROUNDS, ({ tail, system }) =>
      browser.withPage(page, 'production', (opened) =>
        opened.evaluate(
          async ([how, events, checkpointSeq]) => {
            await window.restorePage.seed('t', events, checkpointSeq);
            return window.restorePage.restore(how, 't', events, checkpointSeq);
          },
          [system, EVENTS, EVENTS - tail] as const,
        ),
      ),
    );
    return [...took].map(([{ tail, name }, times]) => againRow('IndexedDB', name, tail, times));
  } finally {
    await browser.close();
  }
}

function againRow(database: string, name: string, tail: number, times: readonly Pick<RestoreTimes, 'warmMs'>[]): Row {
  const again = spreadOf(times.map(({ warmMs }) => warmMs));
  return { ...rowOf(name, tail), metric: `${database}, again`, unit: 'ms', ...again };
}

function rowOf(name: string, n: number): Pick<Row, 'scenario' | 'system' | 'version' | 'better' | 'n'> {
  const version = name === OURS ? twelvefoldVersion : '';
  return { scenario: 'restore-checkpoint', system: name, version, better: 'less', n };
}

async function seed(place: Place, events: number, tails: readonly number[]): Promise<void> {
  const store = openStore(place);
  for (const tail of tails) {
    const threadId = `t-${tail}`;
    const log = makeLog(events, threadId);
    await fill(store, threadId, log);
    await store.writeCheckpoint(threadId, REDUCER_VERSION, fold(log.slice(0, events - tail)));
  }
  await store.close?.();
  await settleDatabase(place);
}

function judgeTail(rows: readonly Row[]): Judgement {
  const target = 'with a checkpoint: no more events are read than the tail, and one to know the log again';
  const read = oursOf(rows, READ);
  if (read.length === 0) return { target, measured: 'not measured', isMet: undefined };
  const measured = read.map(({ n, value }) => `${formatNumber(value)} for ${formatNumber(n)}`).join(', ');
  return { target, measured, isMet: read.every(({ n, value }) => value <= n + 1) };
}
