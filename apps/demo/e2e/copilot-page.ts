import { readFile } from 'node:fs/promises';
import { readThreadFile } from '@twelvefold/core/thread-file';
import type { Event } from '@twelvefold/core';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Chooses an OpenAI-compatible endpoint, as a person does. */
export async function useEndpoint(page: Page, baseUrl: string, key = ''): Promise<void> {
  await page.getByRole('button', { name: 'Offline rules (not an LLM)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who answers?' });
  await dialog.getByRole('radio', { name: 'Any OpenAI-compatible endpoint' }).check();
  await dialog.getByLabel('Base URL').fill(baseUrl);
  await dialog.getByLabel('Model', { exact: true }).fill('scripted');
  await dialog.getByLabel(/^Key/).fill(key);
  await dialog.getByRole('button', { name: 'Use this model' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Where messages are written. */
export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message to the copilot' });
}

/** Writes a message and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** The card that says so. */
export function card(page: Page, name: string | RegExp): Locator {
  return page.getByRole('article', { name });
}

/** Scrolls the conversation up by so many pixels, as a person does, until it is at rest. */
export async function wheelUp(page: Page, px: number): Promise<void> {
  const top = () => page.getByRole('log').evaluate((log) => log.scrollTop);
  await page.getByRole('log').hover();
  const before = await top();
  await page.mouse.wheel(0, -px);
  // The wheel does not wait for what comes of it.
  await expect.poll(top).toBeLessThan(before);
  await atRest(page);
}

/** Waits until the conversation is scrolled no more: what scrolls there may glide. */
export async function atRest(page: Page): Promise<void> {
  let before = Number.NaN;
  let looks = 0;
  const looksAlike = async () => {
    const now = await page.getByRole('log').evaluate((log) => log.scrollTop);
    looks = now === before ? looks + 1 : 1;
    before = now;
    return looks;
  };
  await expect.poll(looksAlike, { interval: 100 }).toBe(3);
}

/** Does something of the menu of the whole conversation. */
export async function choose(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'More about this conversation' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

/** Downloads the conversation and reads the file. */
export async function downloadThread(page: Page): Promise<readonly Event[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), choose(page, 'Download this conversation')]);
  return readThreadFile(await readFile(await download.path(), 'utf8'));
}

/** The rows of a list of the desk, as texts. */
export async function rowsOf(page: Page, list: string): Promise<readonly string[]> {
  await page.getByRole('navigation').getByRole('link', { name: list }).click();
  await page.getByRole('heading', { level: 1, name: list }).waitFor();
  return page.getByRole('table').getByRole('row').allTextContents();
}
