import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { card, composer, say, useEndpoint, wheelUp } from './copilot-page.ts';
import { LINK, REQUEST, setting } from './copilot-setting.ts';
import { takePicture } from './start-desk.ts';

const copilot = setting();
const JEFF = { customerId: 5, amount: 750, memo: 'Meetup' };
const LONG = 'A line that is here to fill the log.\n\n'.repeat(30);

/** A conversation that is several times as high as the panel, and ends in a reply. */
async function talkLong(page: Page): Promise<void> {
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: `${LONG}The first end.` }, { text: `${LONG}The second end.` });
  await say(page, 'one');
  await page.getByRole('log').getByText('The first end.').waitFor();
  await say(page, 'two');
  await page.getByRole('log').getByText('The second end.').waitFor();
}

test.each([1440, 360])('at %i px only the log scrolls, however long it is', async (width) => {
  const page = await copilot.visit((fresh) => fresh.setViewportSize({ width, height: 800 }));
  if (width === 360) await page.getByRole('button', { name: 'Copilot', exact: true }).click();
  await talkLong(page);
  const sizes = await page.locator('aside.copilot-slot').evaluate((slot) => {
    const log = slot.querySelector('[role=log]');
    return {
      slot: slot.scrollHeight - slot.clientHeight,
      page: document.documentElement.scrollHeight - document.documentElement.clientHeight,
      isLogLong: (log?.scrollHeight ?? 0) > 2 * (log?.clientHeight ?? 0),
    };
  });
  expect(sizes).toEqual({ slot: 0, page: 0, isLogLong: true });
});

test('the first click in the log counts while an approval has the focus', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: `${LONG}Old.` });
  await say(page, 'first');
  const first = page.getByRole('log').locator('.reply', { hasText: 'Old.' });
  await first.getByText('Old.').waitFor();
  copilot.endpoint.reply({ text: `${LONG}New.`, calls: [{ tool: 'create_payment_link', input: JEFF }] });
  await first.hover();
  await first.getByRole('button', { name: 'Answer again, in a branch' }).click();
  await card(page, /\$750/).waitFor();
  const previous = page.getByRole('button', { name: 'Previous branch' });
  await previous.scrollIntoViewIfNeeded();
  await card(page, /\$750/).evaluate((element) => element.focus({ preventScroll: true }));
  await page.getByText('The copilot waits for you').waitFor({ state: 'hidden' });
  const { x = 0, y = 0, width = 0, height = 0 } = (await previous.boundingBox()) ?? {};
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.getByText('The copilot waits for you').waitFor();
  await takePicture(page, 'copilot-calling-1440-light');
  expect(await previous.boundingBox()).toEqual({ x, y, width, height });
  await page.mouse.up();
  await first.getByText('Old.').waitFor();
});

test('nobody is called to a card that they see all of', async () => {
  const page = await copilot.visit();
  await say(page, REQUEST);
  const link = card(page, LINK);
  await link.waitFor();
  await composer(page).focus();
  await page.waitForTimeout(300);
  expect(await page.getByText('The copilot waits for you').count()).toBe(0);
  await page.setViewportSize({ width: 1440, height: 420 });
  await wheelUp(page, 5000);
  await page.getByText('The copilot waits for you').waitFor();
  await page.getByRole('button', { name: 'Go there' }).click();
  await page.getByText('The copilot waits for you').waitFor({ state: 'hidden' });
});

/** Scrolls up until a message is at an edge of what is seen, and begins to change it. */
async function changeAt(page: Page, edge: 'top' | 'bottom', message: string): Promise<void> {
  const row = page.locator('.message-row', { hasText: message });
  const belowPx = await row.evaluate((element, side) => {
    const log = element.closest('[role=log]') as HTMLElement;
    return element.getBoundingClientRect()[side] - log.getBoundingClientRect()[side];
  }, edge);
  await wheelUp(page, Math.round(-belowPx));
  await row.getByRole('button', { name: 'Change this message' }).click();
}

/** Whether all of the form in which a message is said anew is seen, and nothing lies over it. */
function isFormSeen(page: Page): Promise<boolean> {
  return page.locator('.message-edit').evaluate((form) => {
    const { top = 0, bottom: logBottom = 0 } = form.closest('[role=log]')?.getBoundingClientRect() ?? {};
    const bottom = document.querySelector('.attention')?.getBoundingClientRect().top ?? logBottom;
    const seen = form.getBoundingClientRect();
    return Math.ceil(seen.top) >= top && Math.floor(seen.bottom) <= bottom;
  });
}

const editor = (page: Page) => page.getByRole('textbox', { name: 'Your message, said anew' });

test.each(['top', 'bottom'] as const)('who says a message at the %s anew keeps it before them', async (edge) => {
  const page = await copilot.visit();
  await talkLong(page);
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'hidden' });
  await changeAt(page, edge, 'two');
  await expect.poll(() => isFormSeen(page)).toBe(true);
  await page.keyboard.type(' and more');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await page.waitForTimeout(300);
  expect(await isFormSeen(page)).toBe(true);
  expect(await editor(page).inputValue()).toBe('two and more\n\n');
  await takePicture(page, `copilot-changing-long-${edge}-1440-light`);
  await page.setViewportSize({ width: 1440, height: 500 });
  await expect.poll(() => isFormSeen(page)).toBe(true);
});

test('who says a message anew sees all of it while something else calls for them', async () => {
  const page = await copilot.visit();
  await talkLong(page);
  copilot.endpoint.reply({ text: LONG, calls: [{ tool: 'create_payment_link', input: JEFF }] });
  await say(page, 'three');
  await card(page, /\$750/).waitFor();
  const tab = await copilot.anotherTab(page);
  await changeAt(page, 'bottom', 'three');
  await page.getByText('The copilot waits for you').waitFor();
  await page.keyboard.type(' and more');
  await expect.poll(() => isFormSeen(page)).toBe(true);
  await takePicture(page, 'copilot-changing-called-1440-light');
  await tab.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'hidden' });
  await page.waitForTimeout(300);
  expect(await isFormSeen(page)).toBe(true);
});

test.each([
  ['short', (page: Page) => useEndpoint(page, copilot.endpoint.url)],
  ['long', talkLong],
] as const)(
  'in a %s conversation, who says a message anew keeps it before them while the reply grows',
  async (_, talk) => {
    const page = await copilot.visit();
    await talk(page);
    copilot.endpoint.reply({ text: LONG, pieceMs: 20 });
    await say(page, 'three');
    const row = page.locator('.message-row', { hasText: 'three' });
    await row.getByRole('button', { name: 'Change this message' }).click();
    await editor(page).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor({ state: 'hidden' });
    await page.waitForTimeout(300);
    expect(await isFormSeen(page)).toBe(true);
  },
);

test('a long message is said anew from its end', async () => {
  const page = await copilot.visit();
  await useEndpoint(page, copilot.endpoint.url);
  copilot.endpoint.reply({ text: 'Read.' });
  await say(page, LONG);
  await page.getByRole('log').getByText('Read.').waitFor();
  await page.locator('.message-row').hover();
  await page.getByRole('button', { name: 'Change this message' }).click();
  const fromEnd = () => editor(page).evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
  await expect.poll(fromEnd).toBe(0);
  await takePicture(page, 'copilot-changing-many-lines-1440-light');
});

test('a window of the copilot is there and works when the page becomes narrow', async () => {
  const page = await copilot.visit();
  await page.getByRole('button', { name: /^Conversations/ }).click();
  const threads = page.getByRole('dialog', { name: 'Conversations' });
  await threads.waitFor();
  await page.setViewportSize({ width: 700, height: 800 });
  await takePicture(page, 'copilot-narrowed-700-light');
  await threads.getByRole('button', { name: 'Close', exact: true }).click({ timeout: 5000 });
  await threads.waitFor({ state: 'hidden' });
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Conversations');
  await page.getByRole('button', { name: 'Close copilot' }).click();
  expect(await page.locator('aside.copilot-slot').evaluate((slot) => (slot as HTMLElement).inert)).toBe(true);
});
