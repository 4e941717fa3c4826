import { mkdir } from 'node:fs/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';

const pictures = 'test-artifacts/react-minimal';
let site: Served;
let browser: Browser;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  site = await serve('examples/react-minimal', { preview: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** A fresh page, its two agents, and what the browser complained about. */
async function open(): Promise<{ page: Page; chat: Locator; copilot: Locator; complaints: readonly string[] }> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.clock.install();
  await page.goto(site.url);
  const region = (name: string): Locator => page.getByRole('region', { name });
  return { page, chat: region('Chat'), copilot: region('Copilot'), complaints };
}

async function say(agent: Locator, text: string): Promise<void> {
  await agent.getByLabel('Message').fill(text);
  await agent.getByLabel('Message').press('Enter');
}

/** Stops the page's time, so that what streams can be looked at however slow this machine is. */
async function holdTime(page: Page) {
  await page.clock.pauseAt(Date.now() + 1_000);
  return {
    runUntil: async (shown: Locator): Promise<void> => {
      for (let step = 0; step < 500 && (await shown.count()) === 0; step++) await page.clock.runFor(10);
      expect(await shown.count()).toBe(1);
    },
    goOn: () => page.clock.resume(),
  };
}

/** Every text that the last paragraph of an agent shows from here on, in order. */
async function record(agent: Locator): Promise<() => Promise<readonly string[]>> {
  const seen = await agent.evaluateHandle((element) => {
    const texts: string[] = [];
    const look = (): void => {
      const text = [...element.querySelectorAll('p')].findLast((paragraph) => paragraph.textContent)?.textContent ?? '';
      if (text !== texts.at(-1)) texts.push(text);
    };
    new MutationObserver(look).observe(element, { childList: true, subtree: true, characterData: true });
    return texts;
  });
  return () => seen.jsonValue();
}

test('the chat streams an answer', async () => {
  const { page, chat, complaints } = await open();
  const texts = await record(chat);
  const answer = 'I am a scripted stand-in, and you said: Hello there';
  const time = await holdTime(page);
  await say(chat, 'Hello there');
  await time.runUntil(chat.getByText('I am a scripted', { exact: true }));
  await page.screenshot({ path: `${pictures}/chat-streaming.png` });
  await time.goOn();
  await chat.getByText(answer).waitFor();
  const growing = (await texts()).filter((text) => answer.startsWith(text));
  expect(growing.length).toBeGreaterThan(3);
  expect(growing).toEqual(growing.toSorted((one, other) => one.length - other.length));
  expect(await chat.getByLabel('Message').inputValue()).toBe('');
  expect(complaints).toEqual([]);
  await page.close();
});

test('the copilot streams a call, and runs it as edited and approved', async () => {
  const { page, copilot, complaints } = await open();
  const texts = await record(copilot);
  const time = await holdTime(page);
  await say(copilot, 'Bill F-17 for 300 euros');
  await time.runUntil(copilot.getByText('{"invoice":"F-17"}', { exact: true }));
  await page.screenshot({ path: `${pictures}/call-streaming.png` });
  await time.goOn();
  await copilot.getByLabel('Euros').fill('250');
  expect(await texts()).toEqual(expect.arrayContaining(['{"invoice":"F-17"}', '{"invoice":"F-17","euros":300}']));
  await page.screenshot({ path: `${pictures}/approval-edited.png` });
  await copilot.getByRole('button', { name: 'Approve' }).click();
  await copilot.getByText('Here is the link: https://pay.example/F-17?euros=250').waitFor();
  await copilot.getByText('{"invoice":"F-17","euros":250}', { exact: true }).waitFor();
  expect(await copilot.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await page.screenshot({ path: `${pictures}/approved.png` });
  expect(complaints).toEqual([]);
  await page.close();
});

test('a denied call does not run, and the model hears of it', async () => {
  const { page, copilot, complaints } = await open();
  await say(copilot, 'Bill F-18 for 40 euros');
  await copilot.getByRole('button', { name: 'Deny' }).click();
  await copilot.getByText(/^There is no link: /).waitFor();
  expect(await copilot.getByText('Here is the link').count()).toBe(0);
  await page.screenshot({ path: `${pictures}/denied.png` });
  expect(complaints).toEqual([]);
  await page.close();
});

test('an edit that the tool refuses leaves the call waiting', async () => {
  const { page, copilot } = await open();
  await say(copilot, 'Bill F-19 for 40 euros');
  await copilot.getByLabel('Euros').fill('-1');
  await copilot.getByRole('button', { name: 'Approve' }).click();
  await expect.poll(() => copilot.getByLabel('Euros').inputValue()).toBe('40');
  await copilot.getByLabel('Euros').fill('41');
  await copilot.getByRole('button', { name: 'Approve' }).click();
  await copilot.getByText('Here is the link: https://pay.example/F-19?euros=41').waitFor();
  await page.close();
});
