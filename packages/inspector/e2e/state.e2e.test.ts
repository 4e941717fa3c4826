/** The state as a person sees it: a tree at every width, what differs between two moments, and a thread that is long. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setting } from './setting.ts';
import { takePictures } from './take-pictures.ts';
import { violationsIn } from './time-page.ts';

const app = setting();

async function opened(thread: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await app.browser.newPage({ viewport: { width, height: 1000 }, colorScheme, reducedMotion: 'reduce' });
  const dock = width < 600 ? 'right' : 'bottom';
  await page.goto(`${app.url}?thread=${thread}&dock=${dock}&theme=${colorScheme}&open`);
  await page.getByRole('tab', { name: 'State' }).click();
  await page.getByRole('tree', { name: 'State', exact: true }).waitFor();
  return page;
}

const rows = (page: Page): Promise<readonly string[]> =>
  page.locator('.tfi-state').getByRole('treeitem').allTextContents();

test.each([
  [360, 'light'],
  [900, 'dark'],
  [1600, 'light'],
] as const)('at %i px, checked in %s', async (width, colorScheme) => {
  const page = await opened('waiting', width, colorScheme);
  const tree = page.getByRole('tree', { name: 'State', exact: true });
  await tree.focus();
  for (const key of ['End', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await takePictures(page, `state-tree-${width}`);
  expect(await violationsIn(page, ['.tfi-state'])).toEqual([]);
  await page.getByRole('button', { name: 'Changes' }).click();
  expect(await rows(page)).toEqual(expect.arrayContaining(['±changed seq: 12 →  is now 13', 'entries: 4 changes']));
  await page.getByLabel('Compare with').selectOption('step-before');
  await expect.poll(() => page.locator('.tfi-state').getByRole('status').textContent()).toContain('from 10 to 13');
  await takePictures(page, `state-changes-${width}`);
  expect(await violationsIn(page, ['.tfi-state'])).toEqual([]);
  await page.close();
});

test('thousands of entries open in pages, and what changed is found among them', async () => {
  const page = await opened('long', 900, 'light');
  const entries = page.locator('.tfi-state').getByText(/^entries: $/);
  await entries.click();
  expect((await rows(page)).length).toBeLessThan(200);
  await page.locator('.tfi-state').getByText('0 … 99: ').click();
  await expect.poll(async () => (await rows(page)).length).toBeGreaterThan(100);
  await page.getByRole('button', { name: 'Changes' }).click();
  await page.getByLabel('Compare with').selectOption('step-before');
  await expect.poll(async () => (await rows(page)).some((row) => /^\+added \d{4}: /.test(row))).toBe(true);
  expect((await rows(page)).length).toBeLessThan(60);
  await page.close();
});
