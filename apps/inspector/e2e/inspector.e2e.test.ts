/** The page that shows machines, as it is built and served, and machines in other windows, in frames and in Node. */
import { createWebSocketInspector } from '@statelyai/inspect';
import { readFile } from 'node:fs/promises';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { violations } from '../../demo/e2e/violations.ts';
import { runMachines } from './machines.ts';
import { openWindow, startInspector, takePicture, type StartedInspector } from './start-inspector.ts';

let inspector: StartedInspector;

beforeAll(async () => {
  inspector = await startInspector();
});

afterAll(() => inspector.close());

const WIDE = { viewport: { width: 1600, height: 800 } };

const MACHINES = [
  'trafficLight active red.wait',
  'toggle active active',
  'fetcher done success',
  'word active { bold: on, italics: off, underline: on }',
  'stopwatch active stopped',
  'checkout active details.payment',
  'todos active ready',
];

/** The actors in the list that have no parent, in a line each. */
async function roots(page: Page | Frame): Promise<readonly string[]> {
  const items = page.getByRole('treeitem', { level: 1 }).filter({ has: page.locator('.app-actor-name') });
  return items.evaluateAll((all) =>
    all.map((item) =>
      [...item.querySelectorAll('.app-actor-name, .app-status, .app-actor-more')]
        .map((part) => part.firstChild?.textContent ?? '')
        .join(' '),
    ),
  );
}

const actor = (page: Page | Frame, name: string) =>
  page
    .getByRole('tree', { name: 'Actors' })
    .getByRole('treeitem')
    .filter({ has: page.getByText(name, { exact: true }) });

test('machines in another window are listed with what they are, drawn, and nothing is asked of anybody', async () => {
  const { context, troubles, asked } = await inspector.visit(WIDE);
  const relay = await inspector.relay();
  const { page } = await openWindow(context, inspector.pages.url, relay.url, 'machines');
  await expect.poll(() => roots(page)).toEqual(MACHINES);

  for (const [name, state] of [
    ['trafficLight', 'wait'],
    ['word', 'underline'],
    ['checkout', 'payment'],
    ['fetcher', 'success'],
  ] as const) {
    await actor(page, name).first().click();
    const chart = page.getByRole('group', { name: new RegExp(`^Statechart of ${name}`) });
    await chart.getByText(state, { exact: true }).first().waitFor();
  }
  // Promises that failed and were tried again, and children that a machine spawned.
  expect(await actor(page, 'load').locator('.app-status').allTextContents()).toEqual(['error', 'error', 'done']);
  expect(await actor(page, 'item-1').locator('.app-status').textContent()).toBe('done');
  expect(troubles).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(relay.url) && !url.startsWith(inspector.pages.url))).toEqual([]);
  await context.close();
});

test('an event takes all panes to its moment, and back', async () => {
  const { context } = await inspector.visit(WIDE);
  const { page } = await openWindow(context, inspector.pages.url, (await inspector.relay()).url, 'machines');
  await expect.poll(() => roots(page)).toEqual(MACHINES);
  await actor(page, 'toggle').click();
  await page.getByLabel('This actor').check();
  const events = page.getByRole('listbox', { name: 'Events' });
  await expect.poll(() => events.getByRole('option').allTextContents()).toHaveLength(4);
  const snapshot = page.getByRole('tree', { name: 'State', exact: true });
  await expect.poll(() => snapshot.textContent()).toContain('count: 2');

  // With the keyboard alone: to the first, then on, each with what was true then.
  await events.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.getByText(/^as of event/).waitFor();
  await page.getByRole('button', { name: /^Event$/ }).click();
  await expect.poll(() => page.getByRole('tree', { name: 'Event', exact: true }).textContent()).toContain('TOGGLE');
  await page.getByRole('button', { name: 'Follow' }).click();
  await page.getByRole('button', { name: /^Changes/ }).click();
  await expect.poll(() => page.getByRole('tree', { name: 'Changes', exact: true }).textContent()).toContain('count');

  await page.getByRole('checkbox', { name: 'States' }).check();
  await expect.poll(() => events.getByRole('option').count()).toBe(9);
  await page.getByLabel('Find in the events').fill('XSTATE.init');
  await expect.poll(() => events.getByRole('option').count()).toBe(1);
  await page.getByLabel('Find in the events').fill('there is no such thing');
  await page.getByText('No event is like that.').waitFor();
  await context.close();
});

test('a page that shows it in a frame is heard', async () => {
  const { context, troubles } = await inspector.visit(WIDE);
  const page = await context.newPage();
  const { url } = await inspector.relay();
  await page.goto(`${inspector.pages.url}?frame&inspector=${encodeURIComponent(url)}`);
  await page.click('#machines');
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames()[1]!;
  await expect.poll(() => roots(frame)).toEqual(MACHINES);
  expect(troubles).toEqual([]);
  await context.close();
});

test('an agent in another window is drawn with its tools, and asks for nothing there', async () => {
  const { context, troubles } = await inspector.visit(WIDE);
  const { page } = await openWindow(context, inspector.pages.url, (await inspector.relay()).url, 'agent');
  await expect.poll(() => roots(page)).toEqual(['desk active acting.awaitingApproval']);
  const chart = page.getByRole('group', { name: /^Statechart of desk/ });
  await chart.getByText('awaitingApproval', { exact: true }).first().waitFor();
  await expect.poll(() => actor(page, 'find_invoices').locator('.app-status').textContent()).toBe('done');
  expect(await actor(page, 'model').locator('.app-status').allTextContents()).toEqual(['done', 'done']);
  const said = await page.getByRole('listbox', { name: 'Events' }).textContent();
  expect(said).toContain('call.gated');
  // Nothing of the summary is lost on the way, and guards keep their words where names were shortened.
  const summary = await page.getByRole('tree', { name: 'State', exact: true }).textContent();
  expect(summary).toContain('waitsFor');
  expect(summary).not.toContain('[...]');
  await page.getByRole('button', { name: 'As text' }).click();
  const text = await page.getByRole('region', { name: 'The machine as text' }).textContent();
  expect(text).toContain('not awaitingApproval');
  await page.getByRole('button', { name: 'As text' }).click();
  expect(troubles).toEqual([]);
  await takePicture(page, 'agent-1600-light');
  await context.close();
});

test('another page is heard only when it was allowed', async () => {
  const { context } = await inspector.visit(WIDE);
  const { page } = await openWindow(context, inspector.pages.url, (await inspector.relay()).url, 'machines');
  await expect.poll(() => roots(page)).toEqual(MACHINES);
  // Of another origin: whoever has a window can post to it.
  const elsewhere = new URL(inspector.pages.url);
  elsewhere.hostname = 'localhost';
  const opened = context.waitForEvent('page');
  await page.evaluate((url) => void window.open(url), elsewhere.href);
  const stranger = await opened;
  await stranger.waitForLoadState();
  const say = (sessionId: string) =>
    stranger.evaluate((id) => {
      const definition = JSON.stringify({ id, initial: 'a', states: { a: {} } });
      const said = { type: '@xstate.actor', sessionId: id, name: id, definition, snapshot: { value: 'a' } };
      (window.opener as Window).postMessage(said, '*');
    }, sessionId);
  await say('stranger');
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toContain('1 message waits');
  expect(await roots(page)).toEqual(MACHINES);
  await takePicture(page, 'asks-1600-light');
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect.poll(() => roots(page)).toContainEqual(expect.stringContaining('stranger active a'));
  await context.close();
});

test('machines in Node are heard over the relay, also by a page that comes late', async () => {
  const relay = await inspector.relay();
  const { context, troubles } = await inspector.visit(WIDE);
  const early = await context.newPage();
  await early.goto(relay.url);
  await early.getByText('No machine has said anything yet').waitFor();
  const made = createWebSocketInspector({ url: `ws://127.0.0.1:${relay.port}` });
  onTestFinished(() => made.stop());
  await runMachines(made.inspect);
  await expect.poll(() => roots(early)).toEqual(MACHINES);
  const late = await context.newPage();
  await late.goto(relay.url);
  await expect.poll(() => roots(late)).toEqual(MACHINES);
  expect(troubles).toEqual([]);
  await context.close();
});

test('a recording is exported, and opened elsewhere', async () => {
  const { context } = await inspector.visit(WIDE);
  const relay = await inspector.relay();
  const { page } = await openWindow(context, inspector.pages.url, relay.url, 'machines');
  await expect.poll(() => roots(page)).toEqual(MACHINES);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const path = await (await download).path();
  expect((await readFile(path, 'utf8')).split('\n')[0]).toContain('"type":"@xstate.actor"');

  const other = await context.newPage();
  await other.goto((await inspector.relay()).url);
  await other
    .locator('input[type=file]')
    .setInputFiles({ name: 'bug.jsonl', mimeType: 'text/plain', buffer: await readFile(path) });
  await other.getByText(/^Read \d+ messages of bug\.jsonl\.$/).waitFor();
  await expect.poll(() => roots(other)).toEqual(MACHINES);

  await other.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(() => roots(other)).toEqual(MACHINES.filter((line) => !line.startsWith('fetcher')));
  await context.close();
});

test('what is said while it is paused is counted, and shown afterwards', async () => {
  const relay = await inspector.relay();
  const { context } = await inspector.visit(WIDE);
  const { page, opener } = await openWindow(context, inspector.pages.url, relay.url, 'machines');
  await expect.poll(() => roots(page)).toEqual(MACHINES);
  await page.getByRole('button', { name: 'Pause' }).click();
  await opener.evaluate(() => {
    const there = window.open('', 'xstateinspector');
    there?.postMessage({ type: '@xstate.actor', sessionId: 'late', name: 'late', snapshot: {}, _version: '0' }, '*');
  });
  await page.getByText('1 new since you paused').waitFor();
  expect(await roots(page)).toEqual(MACHINES);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => roots(page)).toHaveLength(MACHINES.length + 1);
  await context.close();
});

test('the receiver of the package hears an agent in a window that it opened, and in a frame', async () => {
  const { context, troubles } = await inspector.visit(WIDE);
  const heard = (page: Page | Frame) =>
    page.evaluate(() =>
      window.heard.map((event) =>
        `${(event as { type: string }).type} ${(event as { name?: string }).name ?? ''}`.trim(),
      ),
    );
  const receiver = `${inspector.pages.url}?receiver`;
  const page = await context.newPage();
  for (const frame of ['', '&frame']) {
    await page.goto(`${inspector.pages.url}?inspector=${encodeURIComponent(receiver)}${frame}`);
    const opened = frame ? undefined : context.waitForEvent('page');
    await page.click('#agent');
    await expect.poll(() => page.frames().length).toBe(frame ? 2 : 1);
    const there = (await opened) ?? page.frames()[1]!;
    await expect.poll(() => heard(there).catch((): readonly string[] => [])).toContain('@xstate.actor find_invoices');
    expect((await heard(there))[0]).toBe('@xstate.actor desk');
  }
  expect(troubles).toEqual([]);
  await context.close();
});

test.each(['light', 'dark'] as const)(
  'in %s colors every pane fits at every width, and axe objects to nothing',
  async (colorScheme) => {
    const { context } = await inspector.visit({ ...WIDE, colorScheme, bypassCSP: true });
    const relay = await inspector.relay();
    const empty = await context.newPage();
    await empty.goto(relay.url);
    await empty.getByText('No machine has said anything yet').waitFor();
    await look(empty, 'empty', colorScheme);
    const { page } = await openWindow(context, inspector.pages.url, relay.url, 'machines');
    await expect.poll(() => roots(page)).toEqual(MACHINES);
    await look(page, 'machines', colorScheme);
    await context.close();
  },
);

/** Every pane at every width: a picture, what axe says, and whether it is wider than its window. */
async function look(page: Page, name: string, colors: string): Promise<void> {
  for (const width of [1600, 900, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const tabs = page.getByRole('tab');
    if (name === 'machines') await expect.poll(() => tabs.count()).toBe({ 1600: 0, 900: 2, 360: 4 }[width]);
    for (const tab of await tabs.all()) {
      await tab.click();
      await examine(page, `${name}-${(await tab.textContent())?.toLowerCase()}-${width}-${colors}`, width);
    }
    if ((await tabs.count()) === 0) await examine(page, `${name}-${width}-${colors}`, width);
  }
}

async function examine(page: Page, name: string, width: number): Promise<void> {
  await takePicture(page, name);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}
