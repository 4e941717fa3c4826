import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { serveInspector, type ServedInspector } from '../../../packages/inspector/src/serve/serve-inspector.ts';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';

const app = fileURLToPath(new URL('..', import.meta.url));
const vite = fileURLToPath(new URL('../../../node_modules/vite/bin/vite.js', import.meta.url));
const artifacts = fileURLToPath(new URL('../test-artifacts/', import.meta.url));

/** The built page, a page of somebody else, and a browser. */
export interface StartedInspector {
  readonly browser: Browser;
  /** Where the page of somebody else is. */
  readonly pages: Served;
  /** Serves the inspector as `npx @twelvefold/inspector` does, with nothing said yet. */
  readonly relay: () => Promise<ServedInspector & { readonly url: string }>;
  readonly visit: (options?: BrowserContextOptions) => Promise<Visit>;
  readonly close: () => Promise<void>;
}

/** A browser of its own; `troubles` has what its pages complained of, and `asked` the addresses that they asked for. */
export interface Visit {
  readonly context: BrowserContext;
  readonly troubles: readonly string[];
  readonly asked: readonly string[];
}

export async function startInspector(): Promise<StartedInspector> {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-inspector-'));
  const [pages, browser] = await Promise.all([
    serve(join(app, 'e2e/pages'), { preview: true }),
    launchBrowser(),
    build(folder),
  ]);
  const relays: ServedInspector[] = [];
  return {
    browser,
    pages,
    relay: async () => {
      const relay = await serveInspector({ folder, port: 0, host: '127.0.0.1', allowedOrigins: [] });
      relays.push(relay);
      return { ...relay, url: `http://127.0.0.1:${relay.port}/` };
    },
    visit: async (options = {}) => {
      const context = await browser.newContext(options);
      const troubles: string[] = [];
      const asked: string[] = [];
      context.on('request', (request) => asked.push(request.url()));
      context.on('page', (page) => {
        page.on('pageerror', (error) => troubles.push(error.message));
        page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      });
      return { context, troubles, asked };
    },
    close: async () => {
      await browser.close();
      await Promise.all([pages.close(), ...relays.map((relay) => relay.close())]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The page of somebody else opens the inspector in a window, and does there what its button says. */
export async function openWindow(
  context: BrowserContext,
  pages: string,
  inspector: string,
  does: 'machines' | 'agent',
): Promise<{ opener: Page; page: Page }> {
  const opener = await context.newPage();
  await opener.goto(`${pages}?inspector=${encodeURIComponent(inspector)}`);
  const opened = context.waitForEvent('page');
  await opener.click(`#${does}`);
  const page = await opened;
  await page
    .getByRole('tab')
    .or(page.getByRole('tree', { name: 'Actors' }))
    .first()
    .waitFor();
  return { opener, page };
}

/** Keeps a picture of a page for people to look at, in test-artifacts/. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(artifacts, { recursive: true });
  await page.screenshot({ path: `${artifacts}${name}.png` });
}

async function build(folder: string): Promise<void> {
  // Vitest sets these, and a page built under them would not be the page a person gets.
  const { NODE_ENV: _node, VITEST: _vitest, MODE: _mode, DEV: _dev, PROD: _prod, ...env } = process.env;
  await promisify(execFile)(process.execPath, [vite, 'build', app, '--outDir', folder, '--emptyOutDir'], { env });
  if (!existsSync(join(folder, 'index.html'))) throw new Error('The inspector was not built.');
}
