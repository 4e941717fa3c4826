import type { Event } from '@twelvefold/core';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve } from '../../../scripts/serve.ts';
import { effectProblems } from '../src/desk/effect-problems.ts';
import type { Effect } from '../src/desk/desk.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
let site: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let effects: Effect[];

beforeAll(async () => {
  [site, browser] = await Promise.all([serve(folder, { preview: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  effects = [];
  context = await browser.newContext();
  await context.exposeFunction('recordEffect', (_: string, effect: Effect) => void effects.push(effect));
  page = await context.newPage();
});
afterEach(() => context.close());

describe('a reload goes on where the thread was', () => {
  test('mid-stream: the model is asked again, at once, and one reply is logged', async () => {
    await visit({ hold: 'model: streaming' });
    await send('look here');
    await phase('thinking');
    await until(() => window.agent.draft !== undefined);
    await reload();
    await phase('done');
    expect(await types()).toMatchObject({ 'model.requested': 3, 'model.replied': 2, 'call.claimed': 1 });
    expect(effects).toHaveLength(1);
  });

  test('awaiting approval: what is approved after is what was shown before', async () => {
    await visit();
    await send('pay 5');
    await phase('awaitingApproval');
    const before = await gated();
    await reload();
    await phase('awaitingApproval');
    expect(await gated()).toEqual(before);
    await page.evaluate(([id, inputHash]) => window.agent.approve(id, { inputHash }), before);
    await phase('done');
    expect(effects.map(({ tool, input }) => ({ tool, input }))).toEqual([{ tool: 'pay', input: { what: '5' } }]);
  });

  test('in a tool: what may be repeated runs again with the same key, what may not is in doubt', async () => {
    await visit({ hold: 'note: after' });
    await send('note 1');
    await phase('running');
    await expect.poll(() => effects.length).toBe(1);
    await reload();
    await phase('done');
    expect(effects.map(({ tool, attempt, key }) => ({ tool, attempt, key }))).toEqual([
      { tool: 'note', attempt: 1, key: 'thread:1.0' },
      { tool: 'note', attempt: 2, key: 'thread:1.0' },
    ]);

    await visit({ hold: 'look: after' });
    await send('look 2');
    await phase('running');
    await expect.poll(() => effects.length).toBe(3);
    await reload();
    await phase('inDoubt');
    expect(effects).toHaveLength(3);
  });

  test('in doubt: it stays so until a person says what happened', async () => {
    await visit({ hold: 'look: after' });
    await send('look 2');
    await expect.poll(() => effects.length).toBe(1);
    await reload();
    await phase('inDoubt');
    await reload();
    await phase('inDoubt');
    await page.evaluate(() => window.agent.resolve('1.0', { kind: 'happened', output: 'I saw it.' }));
    await phase('done');
    expect(effects).toHaveLength(1);
  });

  test('paused: it stays so until it is resumed', async () => {
    await visit({ hold: 'model: asked' });
    await send('look 3');
    await phase('thinking');
    await page.evaluate(() => window.agent.pause());
    await reload();
    await phase('paused');
    expect(effects).toEqual([]);
    await page.evaluate(() => window.agent.resume());
    await phase('done');
    expect(effects).toHaveLength(1);
  });

  test('at a limit: it stays so until the limit is raised', async () => {
    await visit({ steps: '1' });
    await send('look 4');
    await phase('limited');
    await reload();
    await phase('limited');
    await page.evaluate(() => window.agent.raiseLimit('steps', 5));
    await phase('done');
    expect(await types()).toMatchObject({ 'limit.reached': 1, 'limit.raised': 1 });
  });

  test('backing off: the time to wait is over when it would have been', async () => {
    await visit({ fail: 'once' });
    await send('look 5');
    await phase('backingOff');
    const untilMs = await page.evaluate(() => window.agent.getState().run?.timer?.untilMs ?? 0);
    await reload();
    await phase('done');
    expect(untilMs).toBeGreaterThan(0);
    const log = await events();
    expect(log.find(({ type }) => type === 'timer.fired')?.atMs).toBeGreaterThanOrEqual(untilMs);
    expect(await types()).toMatchObject({ 'timer.set': 1, 'timer.fired': 1, 'model.failed': 1 });
  });

  test('awaiting a person: the question is still there, and the answer goes to the model', async () => {
    await visit();
    await send('ask');
    await phase('awaitingHuman');
    await reload();
    await phase('awaitingHuman');
    await page.evaluate(() => window.agent.answer('The blue one.'));
    await phase('done');
    expect(await types()).toMatchObject({ 'human.asked': 1, 'human.answered': 1 });
  });

  afterEach(async () => {
    expect(effectProblems(await events(), effects)).toEqual([]);
  });
});

/** Opens the page, with what this visit is to get stuck at. */
async function visit(trouble: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(`${site.url}reload.html`);
  await page.evaluate((entries) => {
    for (const [key, value] of entries) sessionStorage.setItem(key, value);
  }, Object.entries(trouble));
  await page.reload();
  await page.waitForFunction(() => 'agent' in window && !window.agent.getSnapshot().isRestoring);
}

/** A reload in which nothing gets stuck. */
async function reload(): Promise<void> {
  await page.evaluate(() => {
    sessionStorage.removeItem('hold');
    sessionStorage.removeItem('fail');
  });
  await page.reload();
  await page.waitForFunction(() => 'agent' in window && !window.agent.getSnapshot().isRestoring);
}

async function send(text: string): Promise<void> {
  expect(await page.evaluate(async (said) => (await window.agent.send(said)).ok, text)).toBe(true);
}

async function phase(wanted: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.agent.getSnapshot().phase)).toBe(wanted);
}

async function until(isSo: () => boolean): Promise<void> {
  await page.waitForFunction(isSo);
}

function gated(): Promise<readonly [string, string]> {
  return page.evaluate(() => {
    const call = window.agent.getState().entries.find((entry) => entry.kind === 'call' && entry.status === 'gated');
    return call?.kind === 'call' ? ([call.id, call.inputHash] as const) : (['', ''] as const);
  });
}

async function events(): Promise<readonly Event[]> {
  return JSON.parse(await page.evaluate(async () => JSON.stringify(await window.agent.readEvents())));
}

/** How often each type of event is in the log. */
async function types(): Promise<Readonly<Record<string, number>>> {
  const counts = Map.groupBy(await events(), ({ type }) => type);
  return Object.fromEntries([...counts].map(([type, found]) => [type, found.length]));
}
