import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { quietArgs } from '../../../../../scripts/browser.ts';
import { findBrowser } from '../../../../../scripts/setup/browser.mjs';

/** A Chromium on a profile that outlives it. */
export interface Chromium {
  readonly openPage: (url: string) => Promise<Page>;
  /** SIGKILL for the processes of all tabs; the browser goes on. */
  readonly killTabs: () => Promise<void>;
  /** SIGKILL for the browser's process and with it for all of its tabs. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export function makeProfile(): string {
  return mkdtempSync(join(tmpdir(), 'twelvefold-profile-'));
}

export async function openChromium(profile: string): Promise<Chromium> {
  const program = await findBrowser();
  if (program === undefined) throw new Error('No browser was found: "npm test" installs one, or set CHROME_PATH.');
  rmSync(join(profile, 'DevToolsActivePort'), { force: true });
  const args = [
    ...quietArgs,
    '--headless',
    // A renderer that is kept ready would be killed with the others, and given to the next page all the same.
    '--disable-features=SpareRendererForSitePerProcess',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    'about:blank',
  ];
  // A group of its own, so that a kill takes its children too.
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (): void => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid as number), 'SIGKILL');
  };
  process.once('exit', end);
  const browser = await connect(profile);
  const kill = async (): Promise<void> => {
    end();
    await gone;
    process.off('exit', end);
  };
  return {
    openPage: async (url) => {
      const page = await (browser.contexts()[0] as ReturnType<Browser['contexts']>[number]).newPage();
      await page.goto(url);
      return page;
    },
    killTabs: async () => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      for (const { type, id } of processInfo) if (type === 'renderer') process.kill(id, 'SIGKILL');
      await session.detach();
    },
    kill,
    close: async () => {
      await browser.close();
      await kill();
    },
  };
}

async function connect(profile: string): Promise<Browser> {
  for (let tries = 0; tries < 300; tries++) {
    const port = portOf(profile);
    if (port !== undefined) return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Chromium did not start.');
}

function portOf(profile: string): string | undefined {
  try {
    // The file is there before its lines are: half a line is no port.
    return /^(\d+)\n/.exec(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
