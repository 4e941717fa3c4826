import type { Page } from 'playwright-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { atRest, card, composer, rowsOf, say, useEndpoint, wheelUp } from './copilot-page.ts';
import { setting } from './copilot-setting.ts';
import { keepThreads } from './keep-threads.ts';
import { BEHIND, longTalk, longWait, MESSAGES } from './long-thread.ts';
import { openPage, takePicture, type Visit } from './start-desk.ts';
import { violations } from './violations.ts';

/** However long a conversation is, no more rows than this are in the page. */
const MOST_DRAWN = 60;

const LINK = 'Create a payment link for $75.00 to Jeff Malone (Harbor Labs)';

const copilot = setting();
/** Browsers in which an earlier visit kept a talk of 2,000 messages, and a conversation that waits far above its end. */
let talk: Visit;
let wait: Visit;

beforeAll(async () => {
  const { desk } = copilot;
  // axe is brought in by the test, which the page's own policy rightly forbids.
  [talk, wait] = await Promise.all([desk.visit({ bypassCSP: true }), desk.visit({ bypassCSP: true })]);
  await keepThreads(talk.page, desk.url, [await longTalk()]);
  await keepThreads(wait.page, desk.url, [await longWait()]);
});

interface Look {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** A tab that shows the kept conversation. */
async function open(kept: Visit, { width = 1440, colorScheme = 'light', prepare }: Look = {}): Promise<Page> {
  const page = await kept.context.newPage();
  onTestFinished(() => page.close());
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  await prepare?.(page);
  await openPage(page, copilot.desk.url);
  const opener = page.getByRole('button', { name: 'Copilot', exact: true });
  if (await opener.isVisible()) await opener.click();
  if (kept === talk) {
    await page.getByRole('button', { name: /^Conversations/ }).click();
    await page.getByRole('dialog').getByRole('listitem').getByRole('button').first().click();
  }
  await page.locator('.row').first().waitFor();
  return page;
}

/** The rows that are in the page, by the first words of each, and which of them a person sees. */
async function drawn(page: Page): Promise<{ readonly count: number; readonly inView: readonly string[] }> {
  return page.getByRole('log').evaluate((log) => {
    const { top, bottom } = log.getBoundingClientRect();
    const rows = [...log.querySelectorAll<HTMLElement>('.row')];
    const seen = rows.filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
    const said = (row: HTMLElement) =>
      /(Question|Answer) \d+/.exec(row.textContent)?.[0] ?? row.textContent.slice(0, 40);
    return { count: rows.length, inView: seen.map(said) };
  });
}

/** How far the end of the log is below what is seen of it. */
function fromEnd(page: Page): Promise<number> {
  return page.getByRole('log').evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));
}

/** Where a row is in the window. */
async function topOf(page: Page, text: string): Promise<number> {
  const top = await page.locator('.row', { hasText: text }).evaluate((row) => row.getBoundingClientRect().top);
  return Math.round(top);
}

test('a thread of 2,000 messages opens at its end, and only what is in view is in the page', async () => {
  const page = await open(talk);
  await expect.poll(async () => (await drawn(page)).inView.at(-1)).toBe(`Answer ${MESSAGES / 2}`);
  await expect.poll(() => fromEnd(page)).toBe(0);
  expect((await drawn(page)).count).toBeLessThan(MOST_DRAWN);
  expect(await violations(page, { include: ['.copilot-slot'] })).toEqual([]);
});

/** A browser that does not hold by itself what is in view while rows above it get another height. */
const withoutAnchors = (page: Page) =>
  page.addInitScript(() => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (...args: readonly string[]) =>
      args[0] !== 'overflow-anchor' && supports(...(args as [string, string]));
    addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { overflow-anchor: none }');
      document.adoptedStyleSheets = [sheet];
    });
  });

test.each([
  ['that anchors scrolling', undefined],
  ['that does not', withoutAnchors],
] as const)(
  'with the keyboard, in a browser %s: up page by page with nothing left out, to the beginning, and back',
  async (_, prepare) => {
    const page = await open(talk, prepare && { prepare });
    const log = page.getByRole('log');
    await expect.poll(() => fromEnd(page)).toBe(0);
    await log.focus();
    for (let pages = 0; pages < 12; pages += 1) {
      const before = (await drawn(page)).inView;
      await page.keyboard.press('PageUp');
      await expect.poll(async () => (await drawn(page)).inView).not.toEqual(before);
      await atRest(page);
      const { count, inView } = await drawn(page);
      expect(count).toBeLessThan(MOST_DRAWN);
      // A page up, and what stood at the top before is still in view.
      expect(inView).toContain(before[0]);
      expect(inView).toEqual(inOrder(inView));
    }
    await page.keyboard.press('Home');
    await expect.poll(async () => (await drawn(page)).inView[0]).toBe('Question 1');
    await atRest(page);
    expect(await log.evaluate((box) => box.scrollTop)).toBe(0);
    await page.keyboard.press('End');
    await expect.poll(async () => (await drawn(page)).inView.at(-1)).toBe(`Answer ${MESSAGES / 2}`);
    await expect.poll(() => fromEnd(page)).toBe(0);
  },
);

/** Question and answer by turns, without a gap, from the first one on. */
function inOrder(inView: readonly string[]): readonly string[] {
  const [kind, number] = (inView[0] ?? '').split(' ');
  const first = Number(number) * 2 + (kind === 'Answer' ? 1 : 0);
  return inView.map(
    (_, index) => `${(first + index) % 2 === 0 ? 'Question' : 'Answer'} ${Math.floor((first + index) / 2)}`,
  );
}

test('who searches with the browser, or asks for it, has all of it in the page', async () => {
  const page = await open(wait);
  expect((await drawn(page)).count).toBeLessThan(MOST_DRAWN);
  await page.keyboard.press('ControlOrMeta+f');
  await expect.poll(async () => (await drawn(page)).count).toBe(BEHIND + 2);
  await expect.poll(() => fromEnd(page)).toBe(0);
  await page.reload();
  await page.locator('.row').first().waitFor();
  await page.getByRole('log').focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: `Draw all ${BEHIND + 2} entries at once` }).click();
  await expect.poll(async () => (await drawn(page)).count).toBe(BEHIND + 2);
});

test('its past is drawn in parts, too', async () => {
  const page = await open(talk);
  await page.getByRole('button', { name: 'More about this conversation' }).click();
  await page.getByRole('menuitem', { name: 'Look back' }).click();
  const past = page.getByRole('region', { name: 'The past of this conversation' });
  await past.locator('.row', { hasText: `Answer ${MESSAGES / 2}` }).waitFor();
  expect(await past.locator('.row').count()).toBeLessThan(MOST_DRAWN);
  await page.getByRole('button', { name: /Back to now/ }).waitFor();
  const line = page.getByRole('slider');
  await line.fill('1001');
  await past.locator('.row', { hasText: 'Answer 250' }).waitFor();
  expect(await past.locator('.row').count()).toBeLessThan(MOST_DRAWN);
});

test.each([
  [1440, 'light'],
  [1440, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const)('at %i px in %s colors it has nothing that axe objects to', async (width, colorScheme) => {
  const page = await open(wait, { width, colorScheme });
  await expect.poll(() => fromEnd(page)).toBe(0);
  await takePicture(page, `copilot-long-end-${width}-${colorScheme}`);
  expect(await violations(page, { include: ['.copilot-slot'] })).toEqual([]);
  await page.getByRole('log').focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: /Draw all/ }).waitFor();
  await atRest(page);
  await takePicture(page, `copilot-long-beginning-${width}-${colorScheme}`);
  expect(await violations(page, { include: ['.copilot-slot'] })).toEqual([]);
});

test('a message that is being said anew keeps its words while it is out of view, and is let go of when it is closed', async () => {
  const page = await open(wait);
  const log = page.getByRole('log');
  await log.focus();
  await page.keyboard.press('Home');
  const row = page.locator('.row', { hasText: 'Question 9:' });
  await row.hover();
  await row.getByRole('button', { name: 'Change this message' }).click();
  const words = page.getByRole('textbox', { name: 'Your message, said anew' });
  await words.fill('Said anew');
  await page.getByRole('button', { name: 'To the end' }).click();
  await composer(page).focus();
  await expect.poll(async () => (await drawn(page)).inView.at(-1)).toBe(`Question ${BEHIND}`);
  expect(await words.inputValue()).toBe('Said anew');
  await words.focus();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'To the end' }).click();
  await composer(page).focus();
  await expect.poll(() => row.count()).toBe(0);
});

test('an approval far above is called for, gone to, reached with Tab, and keeps what was typed while it is out of view', async () => {
  const page = await open(wait);
  const link = card(page, LINK);
  await page.getByRole('button', { name: /Go there/ }).waitFor();
  await expect.poll(async () => (await drawn(page)).inView.at(-1)).toBe(`Question ${BEHIND}`);
  expect((await drawn(page)).count).toBeLessThan(MOST_DRAWN);
  await page.getByRole('button', { name: /Go there/ }).click();
  await expect.poll(() => link.evaluate((element) => element === document.activeElement)).toBe(true);
  await expect.poll(async () => (await drawn(page)).inView).toContain('Question 2');

  await link.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Amount').fill('64');
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect.poll(() => fromEnd(page)).toBe(0);
  await composer(page).focus();
  await page.getByRole('log').focus();
  // Nothing of what is in the page but not in view is passed over on the way: the button at the beginning brings its rows into view.
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await drawn(page)).inView).toContain('Question 1');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('.row')?.getAttribute('data-index')))
    .toBe('0');
  expect(await page.getByLabel('Amount').inputValue()).toBe('64');
  await page.getByRole('button', { name: 'Approve with changes' }).click();
  // What waits for nobody any more is drawn no longer, and the list of the desk has it.
  await expect.poll(async () => (await drawn(page)).inView).not.toContain('Question 1');
  await expect.poll(async () => (await rowsOf(page, 'Payment links'))[1]).toContain('$64.00');
});

test('a reply streams at the end with the view stuck to it, and changes nothing for who has scrolled up', async () => {
  const page = await open(talk);
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'One more line for you.\n\n'.repeat(40), pieceMs: 15 });
  await say(page, 'talk');
  await page.getByRole('log').getByText('One more line for you.').nth(8).waitFor();
  await expect.poll(() => fromEnd(page)).toBe(0);
  expect((await drawn(page)).count).toBeLessThan(MOST_DRAWN);
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  await expect.poll(() => fromEnd(page)).toBe(0);

  copilot.endpoint.reply({ text: 'And another line.\n\n'.repeat(60), pieceMs: 15 });
  await say(page, 'talk more');
  await page.getByRole('log').getByText('And another line.').nth(3).waitFor();
  await wheelUp(page, 4000);
  await page.getByRole('button', { name: 'To the end' }).waitFor();
  const [middle = ''] = (await drawn(page)).inView.slice(2);
  const before = await topOf(page, middle);
  await page.waitForTimeout(300);
  expect(await topOf(page, middle)).toBe(before);
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  expect(await topOf(page, middle)).toBe(before);
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect.poll(() => fromEnd(page)).toBe(0);
});
