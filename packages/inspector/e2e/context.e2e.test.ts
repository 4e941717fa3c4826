/** The context window as a person sees it: what was sent, what it cost, what changed, and how it is taken along. */
import type { LiveAgent } from '@twelvefold/react';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setting } from './setting.ts';
import { tabTo, takePicture, violationsIn } from './time-page.ts';

declare const agent: LiveAgent;

const app = setting();

/** The app on a thread, with the context pane open in the panel at its right, as wide as there is room. */
async function opened(thread: string, colorScheme: 'light' | 'dark' = 'light', width = 900) {
  const context = await app.browser.newContext({
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width, height: 1200 },
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${app.url}?thread=${thread}&theme=${colorScheme}&dock=bottom&open`);
  await page.getByRole('separator', { name: 'Size of the inspector' }).focus();
  for (let times = 0; times < 16; times++) await page.keyboard.press('ArrowUp');
  await page.getByRole('tab', { name: 'Context' }).click();
  return { page, request: page.getByRole('region', { name: 'Request' }), complaints };
}

/** Text of the facts and sections, with plain spaces. */
const textOf = async (locator: Locator): Promise<string> => (await locator.innerText()).replaceAll('\u00a0', ' ');
const counted = (page: Page) => page.getByText(/\d tokens \(o200k_base\)/).waitFor();

test.each(['light', 'dark'] as const)(
  'in %s colors at every width: nothing sticks out, and axe has no objection',
  async (scheme) => {
    const { page, request, complaints } = await opened('finished', scheme);
    await counted(page);
    for (const [width, columns] of [
      [360, 1],
      [900, 2],
      [1600, 3],
    ] as const) {
      await page.setViewportSize({ width, height: 1000 });
      await expect.poll(() => page.locator('.tfi-column').count()).toBe(columns);
      await page.getByRole('tab', { name: 'Context' }).click();
      if (width === 1600) await page.getByRole('button', { name: 'Only changes' }).click();
      await counted(page);
      expect(await request.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      expect(await violationsIn(page, ['.tfi-ctx'])).toEqual([]);
      await takePicture(page, `context-${width}-${scheme}`);
      await request.evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
      await takePicture(page, `context-end-${width}-${scheme}`);
    }
    expect(complaints).toEqual([]);
  },
);

test('by keys alone: to an earlier request, with all panes, and away with it as a curl command', async () => {
  const { page, request, complaints } = await opened('waiting');
  expect(await textOf(request)).toContain('Matches the log');
  await page.getByRole('tab', { name: 'Context' }).focus();
  await tabTo(page, 'Earlier request');
  await page.keyboard.press('Enter');
  await page.getByText('Event 3 of 13: model.requested').waitFor();
  await expect.poll(() => textOf(request)).toContain('412 tokens in · 38 out');
  await tabTo(page, 'Copy as curl');
  await page.keyboard.press('Enter');
  await page.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^curl "\$\{OPENAI_BASE_URL:-https:\/\/api\.openai\.com\/v1\}\/chat\/completions" \\\n/);
  expect(copied).toContain('Create a payment link for $750 to Jeff');
  expect(complaints).toEqual([]);
});

test('many messages are made as they are seen, and a long text is counted while the page goes on', async () => {
  const { page, request, complaints } = await opened('new');
  await page.evaluate(async () => {
    const reached = (phase: string) =>
      new Promise<void>((resolve) => {
        const look = (): void => void (agent.getSnapshot().phase === phase && (stop(), resolve()));
        const stop = agent.subscribe(look);
        look();
      });
    await agent.send(`${'word '.repeat(60_000)}and its end`);
    await reached('awaitingApproval');
    for (let index = 1; index <= 150; index++) await agent.send(`Message ${index}`);
    const gated = agent.getState().entries.find((entry) => entry.kind === 'call' && entry.status === 'gated');
    await agent.approve(gated?.id ?? '');
    await reached('done');
  });
  await page
    .getByText(/60,\d\d\d tokens/)
    .first()
    .waitFor();
  const items = page.getByRole('list', { name: 'What the request holds' }).getByRole('listitem');
  expect(await items.count()).toBeLessThan(60);
  expect(await violationsIn(page, ['.tfi-ctx'])).toEqual([]);
  await request.focus();
  await page.keyboard.press('End');
  await page.getByText('Message 150').waitFor();
  expect(await items.count()).toBeLessThan(60);
  expect(complaints).toEqual([]);
});
