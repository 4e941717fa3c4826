import type { Event } from '@twelvefold/core';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve } from '../../../scripts/serve.ts';
import type { Effect } from '../src/desk/desk.ts';
import { seedGroups, seedsOf } from '../src/how-many.ts';
import type { Outcome } from '../src/two-tabs/action.ts';
import { findProblems } from '../src/two-tabs/find-problems.ts';
import { createRandom } from '../src/two-tabs/random.ts';
import { runTrial } from '../src/two-tabs/run-trial.ts';
import type { Shown, Tab } from '../src/two-tabs/tab.ts';

const SEEDS = 500;
const AT_ONCE = 25;

const folder = fileURLToPath(new URL('..', import.meta.url));
let site: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
let context: BrowserContext;
const effects = new Map<string, Effect[]>();

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(folder, { preview: true }), launchBrowser()]);
  context = await browser.newContext();
  await context.exposeFunction('recordEffect', (threadId: string, effect: Effect) => {
    effects.set(threadId, [...(effects.get(threadId) ?? []), effect]);
  });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test(`${seedsOf(SEEDS)} seeded interleavings of two Chromium tabs on IndexedDB, reloads in between: one winner each, and they converge`, async () => {
  const pages = [await openPage('ann'), await openPage('bo')] as const;
  const failures: unknown[] = [];
  for (const seeds of seedGroups(SEEDS, AT_ONCE)) {
    const random = createRandom(seeds[0] ?? 0);
    const reloading = reloadOnce(random.pick(pages), random.below(300));
    const found = await Promise.all(seeds.map((seed) => problemsOf(seed, pages)));
    await reloading;
    failures.push(...found.filter(({ problems }) => problems.length > 0));
  }
  expect(failures).toEqual([]);
}, 300_000);

async function problemsOf(seed: number, pages: readonly [Page, Page]) {
  const threadId = `t${seed}`;
  const tabs = [remoteTab(pages[0], threadId), remoteTab(pages[1], threadId)] as const;
  const trial = await runTrial(tabs, createRandom(seed));
  const events = JSON.parse(await inPage(pages[0], (id) => window.trials.read(id), threadId)) as readonly Event[];
  await Promise.all(tabs.map((tab) => tab.close()));
  return { seed, problems: findProblems(events, effects.get(threadId) ?? [], trial) };
}

/** A tab that a test works by remote. Whoever acts while the page reloads never learns what came of it. */
function remoteTab(page: Page, threadId: string): Tab {
  return {
    act: (action) =>
      page
        .evaluate(([id, what]) => window.trials.act(id, what), [threadId, action] as const)
        .catch((): Outcome => ({ action: action.type, ok: true })),
    look: () => inPage<Shown>(page, (id) => window.trials.look(id), threadId),
    close: () => inPage(page, (id) => window.trials.close(id), threadId),
  };
}

/** Asks the page, again when it was reloaded meanwhile. */
async function inPage<T>(page: Page, ask: (threadId: string) => Promise<T>, threadId: string): Promise<T> {
  for (let tries = 0; tries < 5; tries++) {
    try {
      await ready(page);
      return await page.evaluate(ask, threadId);
    } catch {
      // Its context was destroyed: that is what a reload does.
    }
  }
  return page.evaluate(ask, threadId);
}

async function reloadOnce(page: Page, afterMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await page.reload();
  await ready(page);
}

async function openPage(person: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.url}?person=${person}`);
  await ready(page);
  return page;
}

async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => 'trials' in window);
}
