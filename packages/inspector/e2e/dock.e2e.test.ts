/** Where the panel stands: along an edge, which keys move, and in a window of its own. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setting } from './setting.ts';
import { takePicture } from './time-page.ts';

const app = setting();

/** The app while a call waits, with its panel opened by its key. */
async function opened(): Promise<Page> {
  const page = await app.browser.newPage({ viewport: { width: 1400, height: 800 } });
  await page.goto(`${app.url}?thread=waiting`);
  await page.getByRole('heading', { name: 'An app with an agent' }).waitFor();
  await page.keyboard.press('Control+Shift+L');
  await panel(page).waitFor();
  return page;
}

const panel = (page: Page) => page.getByRole('region', { name: 'Inspector of desk' });
const roomIn = (page: Page, side: 'bottom' | 'right') =>
  page.evaluate(
    (name) => getComputedStyle(document.documentElement).getPropertyValue(name),
    `--agent-inspector-${side}`,
  );

test('in a window of its own it shows the same agent, and is closed with that window', async () => {
  const page = await opened();
  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Open in a window of its own' }).click();
  const other = await opening;
  await panel(other).waitFor();
  expect([await panel(page).count(), await other.title()]).toEqual([0, 'Inspector of desk']);
  await expect.poll(() => other.getByText('awaitingApproval').count()).toBeGreaterThan(0);
  await takePicture(other, 'dock-window-light');
  await other.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('It is done.').waitFor();
  await other.close();
  await expect.poll(() => page.evaluate(() => document.body.children.length)).toBe(1);
  await page.keyboard.press('Control+Shift+L');
  await panel(page).waitFor();
  await page.close();
});

test('along an edge it says how much it covers, and the arrow keys move it', async () => {
  const page = await opened();
  expect([await roomIn(page, 'bottom'), await roomIn(page, 'right')]).toEqual(['min(480px, 90vh)', '']);
  await page.getByRole('separator', { name: 'Size of the inspector' }).press('ArrowUp');
  await expect.poll(() => roomIn(page, 'bottom')).toBe('min(512px, 90vh)');
  await page.getByRole('button', { name: 'Dock to the right' }).click();
  await expect.poll(() => roomIn(page, 'right')).toBe('min(560px, 100vw)');
  expect(await roomIn(page, 'bottom')).toBe('');
  await page.keyboard.press('Control+Shift+L');
  await expect.poll(() => roomIn(page, 'right')).toBe('');
  await page.close();
});
