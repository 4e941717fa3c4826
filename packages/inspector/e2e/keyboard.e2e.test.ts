/** The panel without a mouse: from the key that opens it to a fork, a decision, and a file of somebody else. */
import type { LiveAgent } from '@twelvefold/react';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setting } from './setting.ts';
import { focused, tabTo, takePicture, violationsIn } from './time-page.ts';

declare const agent: LiveAgent;

const app = setting();

interface Look {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** The app on a thread, with its panel opened by its key; `complaints` has what the page says of itself. */
async function opened(
  thread: string,
  { width = 1600, colorScheme = 'light' }: Look = {},
): Promise<{ page: Page; complaints: string[] }> {
  const page = await app.browser.newPage({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${app.url}?thread=${thread}`);
  await page.getByRole('heading', { name: 'An app with an agent' }).waitFor();
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.press('Control+Shift+L');
  await page.getByText(/^Event \d+ of \d+: /).waitFor();
  return { page, complaints };
}

const phase = (page: Page): Promise<string | null> => page.getByRole('main').locator('output').textContent();
const place = (page: Page): Promise<string | null> =>
  page.getByRole('slider', { name: 'Place in the log' }).getAttribute('aria-valuetext');

test('from the key that opens the panel, through the log, to a fork, and back to the app', async () => {
  const { page, complaints } = await opened('waiting');
  expect(await focused(page)).toBe('desk · waiting');
  await tabTo(page, 'Place in the log');
  const places: (string | null)[] = [];
  for (const key of ['ArrowLeft', 'PageDown', 'PageDown', 'Home', 'PageUp', 'ArrowRight', 'End']) {
    await page.keyboard.press(key);
    places.push(await place(page));
  }
  expect(places).toEqual([
    'Event 12 of 13: model.replied',
    'Event 11 of 13: model.requested',
    'Event 3 of 13: model.requested',
    'Before the first of 13 events',
    'Event 3 of 13: model.requested',
    'Event 4 of 13: model.replied',
    'Event 13 of 13: call.gated',
  ]);
  await page.keyboard.press('Space');
  await expect.poll(() => place(page)).toMatch(/^Event \d of 13/);
  await page.keyboard.press('Space');
  // How far it played depends on the machine.
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');

  await tabTo(page, 'Show in the app');
  await page.keyboard.press('Enter');
  await expect.poll(() => phase(page)).toBe('thinking');
  expect(await page.getByText('The app shows event 3, read-only.').count()).toBe(1);
  // What is asked of the past is refused, and still there to be asked again.
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => [agent.getState().seq, agent.getSnapshot().phase])).toEqual([
    13,
    'awaitingApproval',
  ]);
  expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('Hello');

  await page.getByRole('button', { name: 'Show in the app' }).focus();
  await tabTo(page, 'Fork here');
  await page.keyboard.press('Enter');
  await page.getByText(/^Forked at event 3/).waitFor();
  const id = (await page.getByRole('group', { name: 'Fork' }).locator('code').textContent()) ?? '';
  expect(await page.evaluate(async (fork) => (await agent.store.read(fork)).map(({ type }) => type), id)).toEqual([
    'thread.started',
    'message.received',
    'model.requested',
    'thread.forked',
  ]);
  expect(await violationsIn(page, ['.tfi-time-box'])).toEqual([]);
  await takePicture(page, 'time-fork-1600-light');

  await tabTo(page, 'Dismiss');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('desk · waiting');
  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('region', { name: 'Time' }).waitFor({ state: 'detached' });
  expect(await phase(page)).toBe('awaitingApproval');
  expect(complaints).toEqual([]);
  await page.close();
});

test('a call is approved from the panel, by keys', async () => {
  const { page, complaints } = await opened('waiting', { width: 900, colorScheme: 'dark' });
  await tabTo(page, 'Approve');
  expect(await violationsIn(page, ['.tfi-waiting', '.tfi-time-box'])).toEqual([]);
  await page.keyboard.press('Enter');
  await expect.poll(() => phase(page)).toBe('done');
  await page.getByRole('region', { name: 'What the agent does and waits for' }).waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('desk · waiting');
  expect(await place(page)).toMatch(/^Event 19 of 19/);
  expect(complaints).toEqual([]);
  await page.close();
});

test('a thread that was exported is opened by somebody else, and the live one is one key away', async () => {
  const { page, complaints } = await opened('waiting');
  await tabTo(page, 'Export');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('waiting.jsonl');
  const text = await readFile(await saved.path(), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(13);
  await page.close();

  const { page: other, complaints: theirs } = await opened('finished', { width: 360 });
  const choose = async (name: string, content: string): Promise<void> => {
    const chooser = other.waitForEvent('filechooser');
    await other.getByRole('button', { name: 'Import' }).focus();
    await other.keyboard.press('Enter');
    await (await chooser).setFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(content) });
  };
  await choose('newer.jsonl', text.replaceAll('"v":1', '"v":2'));
  await other
    .getByRole('alert')
    .getByText(/made by a newer version/)
    .waitFor();
  await choose('bug.jsonl', text);
  await other.getByRole('group', { name: 'Opened file' }).waitFor();
  expect([await focused(other), await place(other)]).toEqual(['Back to the live thread', 'Event 13 of 13: call.gated']);
  expect(await violationsIn(other, ['.tfi-time-box'])).toEqual([]);
  await takePicture(other, 'time-file-360-light');
  // Of an agent that is not here, every pane shows what can be known.
  await choose('clerk.jsonl', text.replace('"agent":{"name":"desk"', '"agent":{"name":"clerk"'));
  await other.getByText('It names another agent').waitFor();
  for (const name of ['Log', 'Context', 'State', 'Machine']) {
    await other.getByRole('tab', { name, exact: true }).click();
    await other.getByRole('tabpanel', { name }).waitFor();
  }
  await other.getByRole('button', { name: 'Back to the live thread' }).focus();
  await other.keyboard.press('Enter');
  await expect.poll(() => place(other)).toBe('Event 19 of 19: run.finished');
  expect(await focused(other)).toBe('desk · finished');
  expect([complaints, theirs]).toEqual([[], []]);
  await other.close();
});

test.each([
  [360, 'light'],
  [360, 'dark'],
  [900, 'light'],
  [1600, 'dark'],
] as const)('at %i px in %s colors nothing sticks out and axe objects to nothing', async (width, colorScheme) => {
  const { page } = await opened('waiting', { width, colorScheme });
  await page.getByRole('button', { name: 'Previous event' }).focus();
  expect(await violationsIn(page, ['.tfi-waiting', '.tfi-time-box'])).toEqual([]);
  const widest = await page.getByRole('region', { name: 'Time' }).evaluate((time) => {
    const parts = [...(time.closest('.tfi-panel')?.querySelectorAll('.tfi-waiting *, .tfi-time *') ?? [])];
    return Math.max(...parts.map((part) => part.getBoundingClientRect().right));
  });
  expect(widest).toBeLessThanOrEqual(width);
  await takePicture(page, `waiting-${width}-${colorScheme}`);
  await page.close();
});
