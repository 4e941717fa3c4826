import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundleWorker } from './bundle-worker.ts';
import { crashEverywhere, type Findings } from './crash-everywhere.ts';
import { openPlaces } from './open-places.ts';
import { keepColumn, keptResults, type StoreName } from './results.ts';
import { toTable } from './to-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'twelvefold-crashes-'));
const program = await bundleWorker(folder);
const seen = new Map<StoreName, Findings['column']>();

const { places, stop } = await openPlaces(folder);

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
  console.log(`\n${toTable(Object.fromEntries(seen))}\n`);
});

test.each(places)(
  '$kind: wherever a process is killed, its successor finishes, and nothing is lost, unapproved or done twice',
  async (place) => {
    const ledger = join(folder, `${place.kind}.jsonl`);
    check(place.kind, await crashEverywhere(program, { place, ledger, toolTimeoutMs: 60_000 }));
  },
  300_000,
);

/** `TRIALS_WRITE=1` keeps what was counted; anything else must be what is kept and shown in the README. */
function check(store: StoreName, { column, failures }: Findings): void {
  seen.set(store, column);
  expect(failures).toEqual([]);
  if (process.env['TRIALS_WRITE']) keepColumn(store, column);
  expect(column).toEqual(keptResults()[store]);
}
