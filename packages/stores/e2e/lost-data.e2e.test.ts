import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quietArgs } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';
import { findBrowser } from '../../../scripts/setup/browser.mjs';
import type { tab as Tab } from './page/tab.ts';

declare const tab: typeof Tab;

let site: Served;
let profile: string;

beforeAll(async () => {
  site = await serve(fileURLToPath(new URL('./page', import.meta.url)), { preview: true });
  profile = await mkdtemp(join(tmpdir(), 'twelvefold-profile-'));
});

afterAll(async () => {
  await site.close();
  await rm(profile, { recursive: true, force: true });
});

test('a browser that lost a file keeps the threads; the event that was in the file is named, the checkpoint is dropped', async () => {
  // Chromium keeps values in files of their own when they are large and cannot be compressed.
  const noise = Array.from({ length: 300_000 }, () => String.fromCharCode(33 + Math.random() * 90)).join('');
  const before = await open();
  await before.page.evaluate(() => tab.begin('t'));
  for (const [index, text] of ['one', noise, 'three'].entries())
    await before.page.evaluate(([seq, said]) => tab.say('t', seq, said), [index + 1, text] as const);
  await before.page.evaluate(
    (text) => tab.store.writeCheckpoint('t', '1', { threadId: 't', seq: 1, text } as never),
    noise,
  );
  expect(await before.page.evaluate(() => tab.checkpointSeq('t', '1'))).toBe(1);
  await before.context.close();
  await removeBlobs();

  const { context, page } = await open();
  const problem = await page.evaluate(() =>
    tab.store.read('t').catch(({ code, message }: { code: string; message: string }) => ({ code, message })),
  );
  expect(problem).toMatchObject({
    code: 'store_corrupt',
    message: expect.stringContaining('Event 3 of thread "t" cannot be read') as string,
  });
  expect(await page.evaluate(async () => (await tab.store.read('t', 0, 2)).length)).toBe(2);
  expect(await page.evaluate(async () => (await tab.store.read('t', 3)).length)).toBe(1);
  expect(await page.evaluate(() => tab.checkpointSeq('t', '1'))).toBeUndefined();
  await page.evaluate(() => tab.store.writeCheckpoint('t', '1', { threadId: 't', seq: 2 } as never));
  expect(await page.evaluate(() => tab.checkpointSeq('t', '1'))).toBe(2);
  expect(await page.evaluate(() => tab.store.fork('f', { threadId: 't', seq: 2 }, []))).toEqual({ ok: true });
  expect(await page.evaluate(() => tab.texts('f'))).toEqual(['thread.started', 'one']);
  await context.close();
});

async function open(): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const executablePath = (await findBrowser()) ?? '';
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: quietArgs });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => typeof tab !== 'undefined');
  return { context, page };
}

async function removeBlobs(): Promise<void> {
  const folder = join(profile, 'Default', 'IndexedDB');
  const blobs = (await readdir(folder)).filter((name) => name.endsWith('.blob'));
  expect(blobs).toHaveLength(1);
  for (const name of blobs) await rm(join(folder, name), { recursive: true });
}
