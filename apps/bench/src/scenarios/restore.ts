import { openBenchBrowser } from '../browser/bench-browser.ts';
import type {} from '../browser/pages/restore.tsx';
import { interleave } from '../interleave.ts';
import { judgeBeside } from '../judge.ts';
import { makeLog } from '../make-log.ts';
import { fill } from '../node/fill.ts';
import { openStore, settleDatabase, type Place } from '../node/open-database.ts';
import type { RestoreInput, RestoreTimes } from '../node/restore-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';
import { withDatabases, withSqlite } from '../with-databases.ts';

const script = new URL('../node/restore-task.ts', import.meta.url);
const JUDGED = 10_000;
/** What a target names is measured more often: its times are close to the limit. */
const SIZES: readonly Sizes[] = [
  { sizes: [2_500, 5_000], rounds: 3 },
  { sizes: [JUDGED], rounds: 15 },
];
const QUICK: Sizes = { sizes: [2_000], rounds: 1 };

const systems = [
  { name: OURS, system: 'agent' },
  { name: `${OURS}, keeping a checkpoint`, system: 'agent, keeping' },
  { name: 'rows and JSON.parse', system: 'rows' },
  { name: 'store.read, nothing folded', system: 'store' },
] as const;

const names: Readonly<Record<Place['kind'], string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

const INDEXED_DB = 'IndexedDB';
const page = new URL('../browser/pages/restore.tsx', import.meta.url);

export const restore: Scenario = {
  name: 'restore',
  title: 'What does it cost to make an agent live again on a stored thread?',
  nIs: 'events',
  notes: [
    'The database is open before the clock starts, and has tidied up behind what was written, for all alike. "First" is the first restore of a process, whose code was never run before; "again" the median of the nine after it. Rows and JSON.parse: one query for the texts, each parsed, nothing made of them. In IndexedDB rows are no text: there they are read in one request, and cloned by the browser.',
    'An agent that restored a long thread from its first event keeps a checkpoint of it, once, so that the next one need not: that costs what the row "keeping a checkpoint" shows beyond the one without, and the other rows leave it out.',
  ],
  judge: (rows) =>
    ['again', 'first'].flatMap((time) =>
      [...Object.values(names), INDEXED_DB].map((database) =>
        judgeBeside(
          rows.filter(({ n }) => n === JUDGED),
          {
            metric: `${database}, ${time}`,
            system: 'rows and JSON.parse',
            target: `${database}, ${time}: 10,000 events restored in at most 1.5 × of reading and parsing their rows`,
            atMost: 1.5,
          },
        ),
      ),
    ),
  run: async ({ isQuick, log }) => {
    // In a hurry, one database tells whether it works.
    if (isQuick) return withSqlite((place) => runInNodes([place], QUICK));
    const inNode = await withDatabases(async (places, missing) => {
      if (missing !== undefined) log(missing);
      const rows: Row[] = missing === undefined ? [] : [absent(missing)];
      for (const sizes of SIZES) rows.push(...(await runInNodes(places, sizes)));
      return rows;
    });
    const inPages: Row[] = [];
    for (const sizes of SIZES) inPages.push(...(await runInPages(sizes)));
    return [...inNode, ...inPages];
  },
};

interface Sizes {
  readonly sizes: readonly number[];
  readonly rounds: number;
}

async function runInNodes(places: readonly Place[], { sizes, rounds }: Sizes): Promise<readonly Row[]> {
  await Promise.all(places.map((place) => seed(place, sizes, rounds)));
  const cases = places.flatMap((place) =>
    sizes.flatMap((events) => systems.map(({ name, system }) => ({ place, events, name, system }))),
  );
  const took = await interleave(cases, rounds, ({ place, events, system }, round) => {
    const threadId = system === 'agent, keeping' ? keptId(events, round) : `t-${events}`;
    const input: RestoreInput = { place, events, system, threadId };
    return runInNode<RestoreTimes>(script, input);
  });
  return [...took].flatMap(([{ place, events, name, system }, times]) => {
    const [again, first] = rowsOf(names[place.kind], name, events, times);
    // Its checkpoint is there from the second time on.
    return system === 'agent, keeping' ? [first] : [again, first];
  });
}

/** IndexedDB is only in a browser: each system restores in a page of its own, on a database of its own. */
async function runInPages({ sizes, rounds }: Sizes): Promise<readonly Row[]> {
  const browser = await openBenchBrowser();
  try {
    const inPage = systems.filter(({ system }) => system !== 'agent, keeping');
    const cases = sizes.flatMap((events) => inPage.map(({ name, system }) => ({ events, name, system })));
    const took = await interleave(cases, rounds, ({ events, system }) =>
      browser.withPage(page, 'production', (opened) =>
        opened.evaluate(
          async ([how, count]) => {
            await window.restorePage.seed('t', count);
            return window.restorePage.restore(how, 't', count);
          },
          [system as 'agent' | 'rows' | 'store', events] as const,
        ),
      ),
    );
    return [...took].flatMap(([{ events, name }, times]) => rowsOf(INDEXED_DB, name, events, times));
  } finally {
    await browser.close();
  }
}

function rowsOf(
  database: string,
  name: string,
  n: number,
  times: readonly Omit<RestoreTimes, 'eventsRead'>[],
): readonly [again: Row, first: Row] {
  const version = name.startsWith(OURS) ? twelvefoldVersion : '';
  const row = { scenario: 'restore', system: name, version, unit: 'ms', better: 'less', n } as const;
  return [
    { ...row, metric: `${database}, again`, ...spreadOf(times.map(({ warmMs }) => warmMs)) },
    { ...row, metric: `${database}, first`, ...spreadOf(times.map(({ firstMs }) => firstMs)) },
  ];
}

async function seed(place: Place, sizes: readonly number[], rounds: number): Promise<void> {
  const store = openStore(place);
  for (const events of sizes) {
    const kept = Array.from({ length: rounds }, (_, round) => keptId(events, round));
    for (const threadId of [`t-${events}`, ...kept]) await fill(store, threadId, makeLog(events, threadId));
  }
  await store.close?.();
  await settleDatabase(place);
}

/** Where a checkpoint is kept there is one from then on: such a thread is restored once, and by nobody else. */
function keptId(events: number, round: number): string {
  return `kept-${events}-${round}`;
}

function absent(note: string): Row {
  const what = { scenario: 'restore', system: OURS, version: twelvefoldVersion, metric: 'PostgreSQL, again' } as const;
  return { ...what, unit: 'ms', better: 'less', value: null, note };
}
