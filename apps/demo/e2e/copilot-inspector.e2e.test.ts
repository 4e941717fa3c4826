/** The inspector in the page as it is published: under its content security policy, over its layout, on its threads. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { card, say } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';
import { takePicture } from './start-desk.ts';

const copilot = setting();
const HOTKEY = 'Control+Shift+L';

const inspector = (page: Page) => page.getByRole('region', { name: /^Inspector of / });

async function visit(): Promise<{ page: Page; troubles: readonly string[] }> {
  const troubles: string[] = [];
  const page = await copilot.visit(async (fresh) => {
    fresh.on('pageerror', (error) => troubles.push(error.message));
    fresh.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    await fresh.setViewportSize({ width: 1600, height: 1000 });
  });
  return { page, troubles };
}

test('the hint of an empty conversation opens it, and what waits is approved in it', async () => {
  const { page, troubles } = await visit();
  await page.getByRole('button', { name: /^Open the inspector/ }).click();
  await say(page, REQUEST);
  await card(page, LINK).waitFor();
  await inspector(page)
    .getByText(/tokens \(o200k_base\)/)
    .waitFor();
  await inspector(page).getByText('awaitingApproval').first().waitFor();
  await takePicture(page, 'inspector-1600-light');
  const covered = (await inspector(page).boundingBox())?.y ?? 0;
  const composer = await page.getByRole('textbox', { name: 'Message to the copilot' }).boundingBox();
  expect((composer?.y ?? 0) + (composer?.height ?? 0)).toBeLessThanOrEqual(covered);
  await inspector(page)
    .getByRole('button', { name: /^Approve/ })
    .click();
  await page
    .getByRole('log')
    .getByText(/Done|created|is ready/i)
    .first()
    .waitFor();
  expect(troubles).toEqual([]);
});

test('a fork that is made in it is opened in the page, and the key closes it', async () => {
  const { page, troubles } = await visit();
  await say(page, REQUEST);
  await card(page, LINK).waitFor();
  await page.keyboard.press(HOTKEY);
  await inspector(page).getByRole('button', { name: 'Previous event' }).click();
  await inspector(page).getByRole('button', { name: 'Fork here' }).click();
  await inspector(page).getByRole('button', { name: 'Open it in the app' }).click();
  await page.getByRole('group', { name: 'Branch 2 of 2' }).waitFor();
  await page.keyboard.press(HOTKEY);
  await inspector(page).waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
});
