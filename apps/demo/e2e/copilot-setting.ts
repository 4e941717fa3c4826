import type { Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { serveEndpoint, type ScriptedEndpoint } from './scripted-endpoint.ts';
import { openPage, startDesk, type StartedDesk } from './start-desk.ts';

/** What a person asks for in most walks, and what the card says of it. */
export const REQUEST = 'create a payment link for $750 to Jeff for sponsoring the february AI tinkerers meetup';
export const LINK = 'Create a payment link for $750.00 to Jeff Malone (Harbor Labs)';

/** A served desk and a scripted endpoint, for all tests of the file that calls this. */
export interface Setting {
  readonly endpoint: ScriptedEndpoint;
  /** For visitors of another kind. */
  readonly desk: StartedDesk;
  /** A fresh browser on the desk, as wide as a laptop; `prepare` comes before the desk is opened. */
  readonly visit: (prepare?: (page: Page) => Promise<unknown>) => Promise<Page>;
  readonly url: () => string;
  /** Another tab of the browser of this one. */
  readonly anotherTab: (page: Page) => Promise<Page>;
}

export function setting(): Setting {
  let desk: StartedDesk;
  let endpoint: ScriptedEndpoint;
  beforeAll(async () => {
    [desk, endpoint] = await Promise.all([startDesk(), serveEndpoint()]);
  });
  afterAll(async () => {
    await Promise.all([desk?.close(), endpoint?.close()]);
  });
  return {
    get endpoint() {
      return endpoint;
    },
    get desk() {
      return desk;
    },
    visit: async (prepare) => {
      const { page, context } = await desk.visit({ viewport: { width: 1440, height: 900 } });
      // What is left open goes on, and takes its time from the tests behind.
      onTestFinished(() => context.close());
      await prepare?.(page);
      await openPage(page, desk.url);
      return page;
    },
    url: () => desk.url,
    anotherTab: async (page) => {
      const tab = await page.context().newPage();
      await openPage(tab, desk.url);
      return tab;
    },
  };
}
