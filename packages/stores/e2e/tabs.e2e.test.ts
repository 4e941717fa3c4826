import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';
import type { tab as Tab } from './page/tab.ts';

declare const tab: typeof Tab;

let site: Served;
let browser: Browser;
let context: BrowserContext;
let one: Page;
let two: Page;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL('./page', import.meta.url)), { preview: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  context = await browser.newContext();
  [one, two] = await Promise.all([open(), open()]);
});

afterEach(() => context.close());

test('of two tabs that append behind the same event one wins, two hundred times', async () => {
  await one.evaluate(() => tab.begin('t'));
  const [first, second] = await Promise.all([
    one.evaluate(() => tab.race('t', 'one', 100)),
    two.evaluate(() => tab.race('t', 'two', 100)),
  ]);
  const texts = await two.evaluate(() => tab.texts('t'));
  expect(texts).toHaveLength(201);
  expect(texts.filter((text) => text.startsWith('one'))).toEqual(first);
  expect(texts.filter((text) => text.startsWith('two'))).toEqual(second);
  expect(await one.evaluate(() => tab.texts('t'))).toEqual(texts);
});

test('a tab hears what another appends, forks and deletes', async () => {
  await two.evaluate(() => {
    tab.subscribe('t');
    tab.subscribeAll();
  });
  await one.evaluate(() => tab.begin('t'));
  await one.evaluate(() => tab.say('t', 1, 'Hello'));
  await one.evaluate(() => tab.begin('other'));
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.changes())).toBe(3));
  expect(await two.evaluate(() => tab.heard)).toEqual([1, 2]);
  await one.evaluate(() => tab.store.fork('f', { threadId: 't', seq: 1 }, []));
  await one.evaluate(() => tab.store.delete('other'));
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.changes())).toBe(5));
  expect(await two.evaluate(() => tab.heard)).toEqual([1, 2]);
});

test.each<[string, (page: Page) => Promise<unknown>]>([
  ['leaves', (page) => page.evaluate(() => tab.endLead())],
  ['is closed', (page) => page.close()],
  ['goes to another page', (page) => page.goto('about:blank')],
  ['crashes', crash],
])('another tab leads within a second when the one that leads %s', async (_, end) => {
  await one.evaluate(() => tab.seekLead('t'));
  await vi.waitFor(async () => expect(await one.evaluate(() => tab.learnt)).toEqual(['leads t']));
  await two.evaluate(() => tab.seekLead('t'));
  await pause(100);
  expect(await two.evaluate(() => tab.learnt)).toEqual([]);
  const at = Date.now();
  await end(one);
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.learnt)).toEqual(['leads t']), { interval: 20 });
  expect(Date.now() - at).toBeLessThan(1_000);
});

test.each<[string, (page: Page) => Promise<unknown>]>([
  ['is closed', (page) => page.close()],
  ['goes to another page', (page) => page.goto('about:blank')],
  ['crashes', crash],
])('others learn within a second that a runner is gone when its tab %s', async (_, end) => {
  const runner = await one.evaluate(() => tab.enter());
  expect(runner).toMatch(/^lock:tabs:[\da-f-]{36}:[\da-f-]{36}$/);
  const three = await open();
  const watchers = [two, three];
  for (const page of watchers) await page.evaluate((id) => tab.watch(id), runner);
  await pause(100);
  for (const page of watchers) expect(await page.evaluate(() => tab.learnt)).toEqual([]);
  const at = Date.now();
  await end(one);
  await vi.waitFor(
    async () => {
      for (const page of watchers) expect(await page.evaluate(() => tab.learnt)).toEqual([`${runner} is gone`]);
    },
    { interval: 20 },
  );
  expect(Date.now() - at).toBeLessThan(1_000);
});

test('a runner that left is gone; one of another database, or of another scheme, is never seen to be', async () => {
  const left = await one.evaluate(() => tab.enterAndLeave());
  const strangers = [left.replace('tabs', 'other'), left.replace(/:[^:]*:/, ':elsewhere:'), 'pg:7', 'runner-1', ''];
  await two.evaluate((runners) => runners.forEach(tab.watch), [...strangers, left]);
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.learnt)).toEqual([`${left} is gone`]));
  await pause(200);
  expect(await two.evaluate(() => tab.learnt)).toHaveLength(1);
});

test('a runner from before the database was deleted is not taken for one of the new one', async () => {
  const before = await one.evaluate(() => tab.enterAndLeave());
  await clearData();
  await two.evaluate((runner) => tab.watch(runner), before);
  const after = await one.evaluate(() => tab.enterAndLeave());
  await two.evaluate((runner) => tab.watch(runner), after);
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.learnt)).toEqual([`${after} is gone`]));
});

test('whoever stops waiting for the lead does not get it', async () => {
  await one.evaluate(() => tab.seekLead('t'));
  await vi.waitFor(async () => expect(await one.evaluate(() => tab.learnt)).toHaveLength(1));
  await two.evaluate(() => tab.seekLead('t'));
  await two.evaluate(() => tab.endLead());
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.learnt)).toEqual(['does not lead: enough']));
  await one.close();
  await pause(200);
  expect(await two.evaluate(() => tab.learnt)).toHaveLength(1);
});

test('a quota that is used up is what the contract says of a full disk', async () => {
  const { origin } = new URL(site.url);
  const devtools = await context.newCDPSession(one);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  await context.exposeFunction('liftQuota', () => devtools.send('Storage.overrideQuotaForOrigin', { origin }));
  expect(await one.evaluate(() => tab.fullDisk())).toMatch(/^\[R116\] a full disk is store_full/);
  expect(await two.evaluate(() => tab.texts('t'))).toHaveLength(4);
});

test('a tab works on when its data is cleared under it', async () => {
  await one.evaluate(() => tab.begin('t'));
  await two.evaluate(() => tab.texts('t'));
  await clearData();
  for (const page of [one, two]) expect(await page.evaluate(() => tab.texts('t'))).toEqual([]);
  expect(await two.evaluate(() => tab.say('t', 1, 'behind what is gone'))).toEqual({ ok: false, seq: 0 });
  expect(await two.evaluate(() => tab.begin('t'))).toEqual({ ok: true });
  expect(await one.evaluate(() => tab.texts('t'))).toEqual(['thread.started']);
});

test('what a tab was told that it appended is there after it crashed at once', async () => {
  await one.evaluate(() => tab.begin('t'));
  expect(await one.evaluate(() => tab.say('t', 1, 'last words'))).toEqual({ ok: true });
  await crash(one);
  expect(await two.evaluate(() => tab.texts('t'))).toEqual(['thread.started', 'last words']);
  expect(await two.evaluate(() => tab.say('t', 2, 'next'))).toEqual({ ok: true });
});

async function open(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => typeof tab !== 'undefined');
  return page;
}

async function crash(page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}

async function clearData(): Promise<void> {
  const devtools = await context.newCDPSession(two);
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(site.url).origin, storageTypes: 'indexeddb' });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
