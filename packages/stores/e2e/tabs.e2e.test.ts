import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { quietArgs } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';
import { findBrowser } from '../../../scripts/setup/browser.mjs';
import type { tab as Tab } from './page/tab.ts';

declare const tab: typeof Tab;

let site: Served;
let browser: Browser;
let context: BrowserContext;
let one: Page;
let two: Page;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL('./page', import.meta.url)), { preview: true });
  browser = await chromium.launch({
    executablePath: (await findBrowser()) ?? '',
    args: quietArgs,
    // Playwright turns it off, and people have it.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
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
  ['goes to another page', leave],
  ['crashes', crash],
])('another tab leads within a second when the one that leads %s', async (_, end) => {
  await one.evaluate(() => tab.seekLead('t'));
  await vi.waitFor(async () => expect(await one.evaluate(() => tab.learnt)).toEqual(['leads t']));
  await two.evaluate(() => tab.seekLead('t'));
  await pause(100);
  expect(await two.evaluate(() => tab.learnt)).toEqual([]);
  await end(one);
  const endMs = Date.now();
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.learnt)).toEqual(['leads t']));
  expect((await two.evaluate(() => tab.learntAtMs())) - endMs).toBeLessThan(1_000);
});

test.each<[string, (page: Page) => Promise<unknown>]>([
  ['is closed', (page) => page.close()],
  ['goes to another page', leave],
  ['crashes', crash],
])('others learn within a second that a runner is gone when its tab %s', async (_, end) => {
  const runner = await one.evaluate(() => tab.enter());
  expect(runner).toMatch(/^lock:tabs:[\da-f-]{36}:[\da-f-]{36}$/);
  const three = await open();
  const watchers = [two, three];
  for (const page of watchers) await page.evaluate((id) => tab.watch(id), runner);
  await pause(100);
  for (const page of watchers) expect(await page.evaluate(() => tab.learnt)).toEqual([]);
  await end(one);
  const endMs = Date.now();
  for (const page of watchers) {
    await vi.waitFor(async () => expect(await page.evaluate(() => tab.learnt)).toEqual([`${runner} is gone`]));
    expect((await page.evaluate(() => tab.learntAtMs())) - endMs).toBeLessThan(1_000);
  }
});

test('a page in the back/forward cache is gone as soon as another tab asks after its runner', async () => {
  const runner = await one.evaluate(() => tab.enter());
  await leave(one);
  await two.evaluate((id) => tab.watch(id), runner);
  await vi.waitFor(async () => expect(await two.evaluate(() => tab.learnt)).toEqual([`${runner} is gone`]));
  await goBack(one);
  expect(await one.evaluate(() => 'wasHere' in globalThis)).toBe(false);
  expect(await one.evaluate(() => tab.notRestored())).toContain('weblocks-contention');
});

test('a page that comes back from the back/forward cache looks, and its runner never left', async () => {
  await one.evaluate(() => tab.begin('t'));
  const runner = await one.evaluate(() => {
    tab.subscribe('t');
    return tab.enter();
  });
  await leave(one);
  await goBack(one);
  expect(await one.evaluate(() => 'wasHere' in globalThis)).toBe(true);
  await vi.waitFor(async () => expect(await one.evaluate(() => tab.heard)).toEqual([1]));
  await two.evaluate((id) => tab.watch(id), runner);
  await pause(200);
  expect(await two.evaluate(() => tab.learnt)).toEqual([]);
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

/** To another page, from which `goBack` may find this one as it was. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { wasHere: true }));
  await page.goto(site.url.replace('127.0.0.1', 'localhost')).catch(() => page.goto('about:blank'));
}

async function goBack(page: Page): Promise<void> {
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForFunction(() => typeof tab !== 'undefined');
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
