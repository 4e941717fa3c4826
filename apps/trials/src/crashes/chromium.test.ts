import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Served } from '../../../../scripts/serve.ts';
import { isAll, isWriting } from '../how-many.ts';
import { crashTabs } from './chromium/crash-tabs.ts';
import { keepColumn, keptResults, lasting } from './results.ts';
import { toTable } from './to-table.ts';

let site: Served;
beforeAll(async () => {
  site = await serve(fileURLToPath(new URL('../..', import.meta.url)), { preview: true });
});
afterAll(() => site.close());

test('chromium: wherever a tab or its browser is killed, the next one finishes, and nothing is lost, unapproved or done twice', async () => {
  const { column, failures } = await crashTabs({ url: site.url, all: isAll });
  console.log(`\n${toTable({ chromium: column })}`);
  expect(failures).toEqual([]);
  if (isWriting) keepColumn('chromium', column);
  const kept = keptResults().chromium;
  if (isAll) expect(lasting(column)).toEqual(kept && lasting(kept));
}, 900_000);
