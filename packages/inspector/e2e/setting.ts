import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve, type Served } from '../../../scripts/serve.ts';

/** The app of `page/`, as built, and a browser to look at it. */
export interface Setting {
  readonly url: string;
  readonly browser: Browser;
}

/** For all tests of the file that calls this. */
export function setting(): Setting {
  let site: Served;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([serve('packages/inspector/e2e/page', { preview: true }), launchBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  return {
    get url() {
      return site.url;
    },
    get browser() {
      return browser;
    },
  };
}
