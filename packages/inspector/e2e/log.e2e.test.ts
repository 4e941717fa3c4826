/** The log as a person sees it: its list, its waterfall and its tokens at every width, by keys alone, and where it is long. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setting } from './setting.ts';
import { takePictures } from './take-pictures.ts';
import { focused, tabTo, takePicture, violationsIn } from './time-page.ts';

const app = setting();

interface Look {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly dock?: 'bottom' | 'right';
}

async function opened(
  thread: string,
  { width = 900, colorScheme = 'light', dock = 'bottom' }: Look = {},
): Promise<{ page: Page; complaints: readonly string[] }> {
  const page = await app.browser.newPage({ viewport: { width, height: 1000 }, colorScheme, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${app.url}?thread=${thread}&dock=${dock}&theme=${colorScheme}&open`);
  await page.getByRole('tab', { name: 'Log' }).click();
  await list(page).waitFor();
  return { page, complaints };
}

const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Events' });
const rows = (page: Page): Locator => list(page).getByRole('option');
const here = (page: Page): Promise<string | null> =>
  page.locator('.tfi-log-box').getByRole('option', { selected: true }).textContent();
const place = (page: Page): Promise<string | null> =>
  page.getByRole('slider', { name: 'Place in the log' }).getAttribute('aria-valuetext');

test.each([
  [360, 'light', 'right'],
  [900, 'dark', 'bottom'],
  [1600, 'light', 'bottom'],
] as const)('at %i px, checked in %s, docked to the %s', async (width, colorScheme, dock) => {
  const { page, complaints } = await opened('finished', { width, colorScheme, dock });
  const look = async (view: string): Promise<void> => {
    expect(await violationsIn(page, ['.tfi-log'])).toEqual([]);
    await takePictures(page, `log-${view}-${width}`);
  };
  await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
  await look('list');
  await rows(page).last().click();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('treeitem').first().waitFor();
  await look('details');
  await page.getByRole('button', { name: 'Close the details' }).click();
  await page.getByRole('button', { name: 'Waterfall' }).click();
  await page.getByRole('option', { name: /^Tool find_customer/ }).waitFor();
  await look('waterfall');
  await page.getByRole('button', { name: 'Tokens' }).click();
  await page.getByRole('row').nth(1).waitFor();
  await look('tokens');
  // Nothing of the pane is wider than the pane.
  const { scrollWidth, clientWidth } = await page.locator('.tfi-log').evaluate((box) => box);
  expect(scrollWidth).toBe(clientWidth);
  expect(complaints).toEqual([]);
  await page.close();
});

test('by keys alone: through events, to their details, to a text in them, and into the app', async () => {
  const { page, complaints } = await opened('waiting');
  await page.keyboard.press('Tab');
  await tabTo(page, 'Events');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => place(page)).toBe('Event 12 of 13: model.replied');
  // Faster than anything is drawn.
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  await expect.poll(() => place(page)).toBe('Event 2 of 13: message.received');
  await page.getByRole('region', { name: 'Event 2' }).waitFor();
  await tabTo(page, 'Event 2 as JSON');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'Copy path');
  expect(await page.locator('.tfi-tree-path').textContent()).toBe('source');
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('Events');

  await page.keyboard.press('/');
  expect(await focused(page)).toBe('Text in events');
  await page.keyboard.type('payment link for $750');
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => rows(page).count()).toBeGreaterThan(1);

  // From an event to its entry in the app.
  await page.evaluate(() => {
    const entry = document.querySelector('[data-entry-id="1.1"]');
    if (entry) entry.scrollIntoView = () => Object.assign(globalThis, { scrolledTo: entry.textContent });
  });
  await page.getByLabel('Call of events').selectOption('1.1');
  await list(page).focus();
  await page.keyboard.press('End');
  await expect.poll(() => here(page)).toContain('call.failed');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Show in app');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => (globalThis as { readonly scrolledTo?: string }).scrolledTo)).toContain(
    'check_ledger',
  );

  await page.getByRole('button', { name: 'Waterfall' }).focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'Waterfall');
  await page.keyboard.press('End');
  await expect.poll(() => place(page)).toBe('Event 12 of 13: model.replied');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => place(page)).toBe('Event 13 of 13: call.gated');
  expect(complaints).toEqual([]);
  await page.close();
});

test('ten thousand events: the newest is followed, what is seen is made, and a filter finds the rest', async () => {
  const { page, complaints } = await opened('long');
  await expect.poll(() => rows(page).count()).toBeGreaterThan(1);
  const length = Number(await rows(page).first().getAttribute('aria-setsize'));
  expect(length).toBeGreaterThan(9_999);
  expect(await rows(page).last().getAttribute('aria-posinset')).toBe(String(length));

  await page.getByRole('textbox', { name: 'Message' }).fill('Where is the zebra?');
  await page.keyboard.press('Enter');
  await expect.poll(() => rows(page).last().getAttribute('aria-posinset').then(Number)).toBeGreaterThan(length);

  // Whoever scrolled away stays there.
  await list(page).evaluate((box) => box.scrollTo(0, 0));
  await expect.poll(() => rows(page).first().getAttribute('aria-posinset')).toBe('1');
  await page.getByRole('textbox', { name: 'Message' }).fill('And another');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'To the newest' }).waitFor();
  expect(await rows(page).first().getAttribute('aria-posinset')).toBe('1');

  // All the way down, a screen at a time: never more rows than there is room for, never a gap.
  const seen = await list(page).evaluate(async (box) => {
    const counts: number[] = [];
    const gaps: number[] = [];
    for (let top = 0; top < box.scrollHeight; top += box.scrollHeight / 40) {
      box.scrollTop = top;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const { top: from, bottom: to } = box.getBoundingClientRect();
      const edges = [...box.querySelectorAll('[role=option]')].map((row) => row.getBoundingClientRect());
      counts.push(edges.length);
      gaps.push(
        Math.max(
          Math.min(...edges.map((edge) => edge.top)) - from,
          to - Math.max(...edges.map((edge) => edge.bottom)),
          0,
        ),
      );
    }
    return { most: Math.max(...counts), gap: Math.max(...gaps), room: box.clientHeight };
  });
  expect(seen.gap).toBe(0);
  expect(seen.most).toBeLessThan(seen.room / 26 + 9);

  await page.keyboard.press('Tab');
  await page.getByLabel('Text in events').fill('zebra');
  await expect.poll(() => rows(page).count()).toBe(1);
  expect(await rows(page).textContent()).toContain('“Where is the zebra?” via ui');
  await page.getByLabel('Text in events').fill('');
  await page.getByRole('button', { name: 'Waterfall' }).click();
  await page.getByLabel('Part of the log').selectOption('thread');
  await page
    .getByRole('option', { name: /find_customer/ })
    .first()
    .waitFor();
  expect(await page.getByRole('option').count()).toBeLessThan(60);
  await takePicture(page, 'log-waterfall-long');
  expect(complaints).toEqual([]);
  await page.close();
});
