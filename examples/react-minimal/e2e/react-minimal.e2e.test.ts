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
  const context = await browser.newContext({ viewport: { width: 1100, height: 700 } });
  const page = await context.newPage();
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

/** Every text that the last one of these elements shows from here on, in order. */
async function record(agent: Locator, elements: string): Promise<() => Promise<readonly string[]>> {
  const seen = await agent.evaluateHandle((element, selector) => {
    const texts: string[] = [];
    const look = (): void => {
      const text = [...element.querySelectorAll(selector)].findLast((shown) => shown.textContent)?.textContent ?? '';
      if (text !== texts.at(-1)) texts.push(text);
    };
    new MutationObserver(look).observe(element, { childList: true, subtree: true, characterData: true });
    return texts;
  }, elements);
  return () => seen.jsonValue();
}

test('the chat streams an answer', async () => {
  const { page, chat, complaints } = await open();
  const texts = await record(chat, 'p');
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

const written = (input: string): string => `create_link ${input}: is being written`;

test('the copilot streams a call, and runs it as edited and approved', async () => {
  const { page, copilot, complaints } = await open();
  const texts = await record(copilot, 'pre');
  const time = await holdTime(page);
  await say(copilot, 'Bill F-17 for 300 euros');
  await time.runUntil(copilot.getByText(written('{"invoice":"F-17"}')));
  await page.screenshot({ path: `${pictures}/call-streaming.png` });
  await time.goOn();
  const euros = copilot.getByLabel('Euros');
  expect(await euros.inputValue()).toBe('300');
  expect(await copilot.getByLabel('Invoice').inputValue()).toBe('F-17');
  await euros.fill('250');
  for (const input of ['{"invoice":"F-17"}', '{"invoice":"F-17","euros":300}'])
    expect((await texts()).some((text) => text.endsWith(written(input)))).toBe(true);
  await page.screenshot({ path: `${pictures}/approval-edited.png` });
  await copilot.getByRole('button', { name: 'Approve' }).click();
  await copilot.getByText('Here is the link: https://pay.example/F-17/250').waitFor();
  await copilot.getByText('create_link {"invoice":"F-17","euros":250}: succeeded').waitFor();
  expect(await copilot.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  expect(await copilot.getByRole('status').textContent()).toBe('');
  await page.screenshot({ path: `${pictures}/approved.png` });
  expect(complaints).toEqual([]);
  await page.close();
});

test('Enter in the form of a call approves what it shows', async () => {
  const { page, copilot, complaints } = await open();
  await say(copilot, 'Bill F-16 for 0.1 euros');
  await copilot.getByLabel('Euros').press('Enter');
  await copilot.getByText('Here is the link: https://pay.example/F-16/0.1').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});

test('a denied call does not run, and the model hears of it', async () => {
  const { page, copilot, complaints } = await open();
  await say(copilot, 'Bill F-18 for 40 euros');
  await copilot.getByRole('button', { name: 'Deny' }).click();
  await copilot.getByText(/There is no link: /).waitFor();
  await copilot.getByText('create_link {"invoice":"F-18","euros":40}: denied').waitFor();
  expect(await copilot.getByText('Here is the link').count()).toBe(0);
  await page.screenshot({ path: `${pictures}/denied.png` });
  expect(complaints).toEqual([]);
  await page.close();
});

/** Whatever React does after an action, it has done by then. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => void setTimeout(() => requestAnimationFrame(() => setTimeout(resolve, 100)), 0)),
  );
}

test('an edit that cannot be taken says why, stays in its form, and leaves the call waiting', async () => {
  const { page, copilot, complaints } = await open();
  const euros = copilot.getByLabel('Euros');
  const approve = copilot.getByRole('button', { name: 'Approve' });
  const refusal = copilot.getByRole('status');
  await say(copilot, 'Bill F-19 for 40 euros');
  await euros.fill('-1');
  await approve.click();
  await refusal.getByText('The edited input does not fit "create_link"').waitFor();
  await painted(page);
  expect(await euros.inputValue()).toBe('-1');
  await euros.fill('');
  await approve.click();
  await refusal.getByText('The form needs a number in "euros".').waitFor();
  await page.screenshot({ path: `${pictures}/edit-refused.png` });
  await painted(page);
  expect(await euros.inputValue()).toBe('');
  await euros.fill('41');
  await approve.click();
  await copilot.getByText('Here is the link: https://pay.example/F-19/41').waitFor();
  await expect.poll(() => refusal.textContent()).toBe('');
  expect(complaints).toEqual([]);
  await page.close();
});

test('what is kept is there after a reload, and in another tab as it happens', async () => {
  const { page, complaints } = await open();
  const kept = (tab: Page): Locator => tab.getByRole('region', { name: 'Kept' });
  await say(kept(page), 'Remember the milk');
  await kept(page).getByText('you said: Remember the milk').waitFor();
  await page.reload();
  await kept(page).getByText('you said: Remember the milk').waitFor();

  const other = await page.context().newPage();
  await other.goto(site.url);
  await kept(other).getByText('you said: Remember the milk').waitFor();
  await say(kept(page), 'And the bread');
  await kept(other).getByText('you said: And the bread').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});
