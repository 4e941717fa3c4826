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
const TAILS = [10, 100, 1_000, 5_000, EVENTS];
const QUICK_EVENTS = 1_000;
const QUICK_TAILS = [10, QUICK_EVENTS];
const ROUNDS = 5;
const READ = 'events read';

const systems = [
  { name: OURS, system: 'agent' },
  { name: 'rows and JSON.parse', system: 'rows' },
] as const;

const names: Readonly<Record<Place['kind'] | 'indexedDb', string>> = {
  sqlite: 'SQLite',
  postgres: 'PostgreSQL',
  indexedDb: 'IndexedDB',
};

export const restoreCheckpoint: Scenario = {
  name: 'restore-checkpoint',
  title: 'What does it cost to restore a thread of 10,000 events of which a checkpoint was kept?',
  nIs: 'events behind the checkpoint',
  notes: [
    'A checkpoint is kept when a run ends, so it stands for the log up to the last end of a run that leaves so many events behind it. Without a checkpoint all 10,000 events are behind it.',
    'The checkpoint itself is the state as JSON text, about as long as the log before it: parsing it is a cost that does not depend on the tail. Rows and JSON.parse: the text of the checkpoint and those of the tail, each parsed. In IndexedDB neither is text: the browser clones both.',
    'What is shown here is only looked at. Before anything is done behind a checkpoint, the log is folded from its beginning, once.',
  ],
  judge: (rows) => [judgeTail(rows), ...Object.values(names).map((database) => judgeTime(rows, database))],
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
    tails.flatMap((tail) =>
      systems.map(({ name, system }) => ({ place, ...checkpointOf(events, tail), name, system })),
    ),
  );
  const took = await interleave(cases, rounds, ({ place, checkpointSeq, system }) => {
    const threadId = `t-${checkpointSeq}`;
    return runInNode<RestoreTimes>(script, { place, events, system, threadId, checkpointSeq } satisfies RestoreInput);
  });
  return [...took].flatMap(([{ place, behind, name }, times]): readonly Row[] => {
    const read = spreadOf(times.map(({ eventsRead }) => eventsRead));
    return [
      againRow(names[place.kind], name, behind, times),
      ...(place.kind === 'sqlite' ? [{ ...rowOf(name, behind), metric: READ, unit: 'count' as const, ...read }] : []),
    ];
  });
}

/** IndexedDB is only in a browser: each restores in a page of its own, on a database of its own. */
async function measureInPages(): Promise<readonly Row[]> {
  const browser = await openBenchBrowser();
  try {
    const cases = TAILS.flatMap((tail) =>
      systems.map(({ name, system }) => ({ ...checkpointOf(EVENTS, tail), name, system })),
    );
    const took = await interleave(cases, ROUNDS, ({ checkpointSeq, system }) =>
      browser.withPage(page, 'production', (opened) =>
        opened.evaluate(
          async ([how, events, upTo]) => {
            await window.restorePage.seed('t', events, upTo);
            return window.restorePage.restore(how, 't', events, upTo);
          },
          [system, EVENTS, checkpointSeq] as const,
        ),
      ),
    );
    return [...took].map(([{ behind, name }, times]) => againRow(names.indexedDb, name, behind, times));
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
  for (const { checkpointSeq } of tails.map((tail) => checkpointOf(events, tail))) {
    const threadId = `t-${checkpointSeq}`;
    const log = makeLog(events, threadId);
    await fill(store, threadId, log);
    if (checkpointSeq > 0) await store.writeCheckpoint(threadId, REDUCER_VERSION, fold(log.slice(0, checkpointSeq)));
  }
  await store.close?.();
  await settleDatabase(place);
}

/** Where the last run ended that leaves at least so many events behind it; 0 for no checkpoint at all. */
function checkpointOf(events: number, tail: number): { readonly checkpointSeq: number; readonly behind: number } {
  const ended = makeLog(events, 't').findLast(({ type, seq }) => type === 'run.finished' && seq <= events - tail);
  const checkpointSeq = ended?.seq ?? 0;
  return { checkpointSeq, behind: events - checkpointSeq };
}

function judgeTail(rows: readonly Row[]): Judgement {
  const target = 'with a checkpoint: no more events are read than the tail, and one to know the log again';
  const read = oursOf(rows, READ);
  if (read.length === 0) return { target, measured: 'not measured', isMet: undefined };
  const measured = read.map(({ n, value }) => `${formatNumber(value)} for ${formatNumber(n)}`).join(', ');
  return { target, measured, isMet: read.every(({ n, value }) => value <= n + 1) };
}

function judgeTime(rows: readonly Row[], database: string): Judgement {
  const target = `${database}: behind a checkpoint, the shortest tail takes at most half of the time of the whole log`;
  const again = oursOf(rows, `${database}, again`);
  const [shortest, whole] = [again.at(0), again.at(-1)];
  if (!shortest || !whole || shortest === whole) return { target, measured: 'not measured', isMet: undefined };
  const share = shortest.value / whole.value;
  return { target, measured: `${formatNumber(share)} × the whole log`, isMet: share <= 1 / 2 };
}
