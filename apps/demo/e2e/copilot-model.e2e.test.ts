import { expect, test } from 'vitest';
import { card, composer, say, useEndpoint } from './copilot-page.ts';
import { setting } from './copilot-setting.ts';
import { openPage } from './start-desk.ts';

const copilot = setting();

const KEY = 'sk-canary-7f3b9d2a41';

test('the page answers to typing before any model is there, and fetches one when it is asked', async () => {
  const page = await copilot.visit();
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  const ofModels = () => loaded.filter((url) => /to-model|respond/.test(url));
  await page.reload();
  await composer(page).fill('hello');
  expect(loaded).not.toEqual([]);
  expect(ofModels()).toEqual([]);
  await composer(page).press('Enter');
  await page.getByRole('log').locator('.reply').waitFor();
  expect(ofModels()).not.toEqual([]);
});

test('every example of the empty conversation works offline', async () => {
  const { page, context } = await copilot.desk.visit();
  const requests: string[] = [];
  await openPage(page, copilot.desk.url);
  context.on('request', (request) => requests.push(request.url()));
  const example = async (text: RegExp) => {
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('listitem').getByRole('button', { name: text }).click();
  };
  await example(/payment link for \$750/);
  await card(page, 'Create a payment link for $750.00 to Jeff Malone (Harbor Labs)').waitFor();
  await example(/Which invoices are overdue/);
  await page.getByRole('log').locator('.reply').filter({ hasText: 'INV-1042' }).waitFor();
  await example(/Refund \$30/);
  await card(page, 'Refund $30.00 on INV-1003').getByText('Needed no approval').waitFor();
  await example(/reminder/);
  await page.getByRole('button', { name: /Approve all \d+/ }).waitFor();
  expect(requests.filter((url) => !url.startsWith(copilot.desk.url))).toEqual([]);
});

test('a key goes to the endpoint and nowhere else: not to storage, not into the log, gone after a reload', async () => {
  const { page, context } = await copilot.desk.visit();
  await openPage(page, copilot.desk.url);
  await useEndpoint(page, copilot.endpoint.url, KEY);
  copilot.endpoint.reply({ text: 'With a key.' });
  await say(page, 'hello');
  await page.getByRole('log').getByText('With a key.').waitFor();
  expect(copilot.endpoint.asked.at(-1)?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(JSON.stringify(await context.storageState({ indexedDB: true }))).not.toContain(KEY);
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(KEY);
  await page.reload();
  await page.getByRole('button', { name: 'Offline rules (not an LLM)' }).click();
  await page.getByRole('radio', { name: 'Any OpenAI-compatible endpoint' }).check();
  expect(await page.getByRole('dialog').getByLabel(/^Key/).inputValue()).toBe('');
});

test('what is no URL, and no model, is refused where it was typed', async () => {
  const { page } = await copilot.desk.visit();
  await openPage(page, copilot.desk.url);
  await page.getByRole('button', { name: 'Offline rules (not an LLM)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who answers?' });
  await dialog.getByRole('radio', { name: 'Any OpenAI-compatible endpoint' }).check();
  await dialog.getByLabel('Base URL').fill('file:///etc/passwd');
  await dialog.getByRole('button', { name: 'Use this model' }).click();
  await dialog.getByText('Enter a URL that begins with http:// or https://.').waitFor();
  await dialog.getByText('Enter the name of a model.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Offline rules (not an LLM)' }).waitFor();
});

test('another model may take over in the middle of a conversation', async () => {
  const { page } = await copilot.desk.visit();
  await openPage(page, copilot.desk.url);
  await say(page, 'Which invoices are overdue?');
  await page.getByRole('log').locator('.reply').filter({ hasText: 'overdue' }).last().waitFor();
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'I have read all of it.' });
  await say(page, 'and now?');
  await page.getByRole('log').getByText('I have read all of it.').waitFor();
  expect(JSON.stringify(copilot.endpoint.asked.at(-1)?.messages)).toContain('list_invoices');
});
