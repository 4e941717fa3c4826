import type { Page } from 'playwright-core';
import type { Effect } from '../../desk/desk.ts';
import type { Crew } from '../crew.ts';
import { createHearing } from '../hearing.ts';
import type { Worker } from '../start-worker.ts';
import { listenToTabs } from './listen-to-tabs.ts';
import { makeProfile, openChromium, type Chromium } from './open-chromium.ts';

/** Tabs of one browser, on one profile, as workers: one at a time, since who kills one kills all. */
export interface ChromiumCrew extends Crew {
  /** What all tools of all tabs did. */
  readonly effects: () => readonly Effect[];
  /** The log of a thread, as JSON, read by a tab of its own. */
  readonly read: (threadId: string) => Promise<string>;
}

export interface ChromiumCrewOptions {
  /** Where the trials' pages are served, with a slash at the end. */
  readonly url: string;
  /** What SIGKILL hits: the tab's process, or the whole browser, which starts again on the same profile. */
  readonly death: 'tab' | 'browser';
}

export async function createChromiumCrew({ url, death }: ChromiumCrewOptions): Promise<ChromiumCrew> {
  const profile = makeProfile();
  const listener = await listenToTabs();
  const effects: Effect[] = [];
  let browser: Promise<Chromium> = openChromium(profile);

  return {
    effects: () => effects,
    read: async (threadId) => {
      const page = await (await browser).openPage(`${url}crashes.html`);
      const thread = await page.evaluate((id) => window.readThread(id), threadId);
      await page.close();
      return thread;
    },
    hire: (job) => {
      const worker = openTab();
      worker.give(job);
      return worker;
    },
    release: (worker) => void worker.dismiss(),
    dismiss: async () => {
      await (await browser).close();
      listener.close();
    },
  };

  function openTab(): Worker {
    const hearing = createHearing(() => '');
    const address = listener.addressFor((told) => {
      if (told.type === 'effect') effects.push(told.effect);
      else hearing.hear(told);
    });
    const opened = browser.then((running) =>
      running.openPage(`${url}crashes.html?tell=${encodeURIComponent(address)}`),
    );
    return {
      give: (job) => {
        hearing.restart();
        // Whoever is killed fails too, when nobody listens any more.
        opened
          .then((page) => page.evaluate((given) => void window.work(given), job))
          .catch((thrown: unknown) => hearing.hear({ type: 'failed', message: String(thrown) }));
      },
      said: hearing.said,
      until: hearing.until,
      kill: async () => {
        if (death === 'tab') await killTab(await opened);
        else await killBrowser();
        hearing.close();
      },
      thaw: () => undefined,
      dismiss: async () => (await opened).close(),
    };
  }

  async function killTab(page: Page): Promise<void> {
    const crashed = page.waitForEvent('crash');
    await (await browser).killTabs();
    await crashed;
    await page.close();
  }

  async function killBrowser(): Promise<void> {
    const running = await browser;
    await running.kill();
    browser = openChromium(profile);
    await browser;
  }
}
