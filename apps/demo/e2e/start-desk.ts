import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve } from '../../../scripts/serve.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const artifacts = fileURLToPath(new URL('../test-artifacts/', import.meta.url));

/** The desk on a server, and a browser to look at it. */
export interface StartedDesk {
  readonly url: string;
  readonly browser: Browser;
  /** A visitor of their own, with nothing saved; `troubles` collects what the pages report as errors. */
  readonly visit: (options?: BrowserContextOptions) => Promise<Visit>;
  readonly close: () => Promise<void>;
}

/** One visitor. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly troubles: readonly string[];
}

/** Serves the desk, as built, or with `dev` as `npm start` does. */
export async function startDesk({ dev = false }: { readonly dev?: boolean } = {}): Promise<StartedDesk> {
  const site = await serve(folder, { preview: !dev });
  const browser = await launchBrowser();
  return {
    url: site.url,
    browser,
    visit: async (options = {}) => {
      const context = await browser.newContext(options);
      const troubles: string[] = [];
      context.on('page', (page) => {
        page.on('pageerror', (error) => troubles.push(error.message));
        page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
      });
      return { context, page: await context.newPage(), troubles };
    },
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}

/** Opens one address of the desk and waits until its page is there. */
export async function openPage(page: Page, url: string, hash = '#/invoices'): Promise<void> {
  await page.goto(url + hash);
  await page.locator('main h1').filter({ hasNotText: 'Opening' }).waitFor();
}

/** Keeps a picture of a page for people to look at, in test-artifacts/. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(artifacts, { recursive: true });
  await page.screenshot({ path: `${artifacts}${name}.png` });
}
