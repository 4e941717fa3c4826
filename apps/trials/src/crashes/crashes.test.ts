import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { isAll, isWriting } from '../how-many.ts';
import { bundleWorker } from './bundle-worker.ts';
import { crashEverywhere, isWhole } from './crash-everywhere.ts';
import { kindsHere, openPlace } from './open-places.ts';
import type { Column, StoreName } from './column.ts';
import { keepColumn, keptResults, keptTable, lasting } from './results.ts';
import { toTable } from './to-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'twelvefold-crashes-'));
const columns = new Map<StoreName, Column>();

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  console.log(`\n${toTable(Object.fromEntries(columns))}`);
});

test.each(kindsHere())(
  '%s: wherever a process is killed, its successor finishes, and nothing is lost, unapproved or done twice',
  async (kind) => {
    const program = await bundleWorker(folder);
    const { place, close } = await openPlace(kind, folder);
    const post = { place, ledger: join(folder, `${kind}.jsonl`), toolTimeoutMs: 60_000 };
    onTestFinished(close);
    const { column, failures } = await crashEverywhere(program, post, { all: isAll });
    columns.set(kind, column);
    expect(failures).toEqual([]);
    if (isWriting) keepColumn(kind, column);
    const kept = keptResults()[kind];
    if (isAll) expect(Object.keys(column.rows)).toEqual(Object.keys(kept?.rows ?? {}));
    if (isAll || isWhole(kind)) expect(lasting(column)).toEqual(kept && lasting(kept));
  },
  900_000,
);

test('the table in the README is that of the results that are kept', () => {
  expect(keptTable()).toBe(`${toTable(keptResults())}\n`);
});
