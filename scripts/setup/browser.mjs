import { existsSync } from 'node:fs';
import { capture, Complaint } from './command.mjs';
import { canInstallDebianPackages, installDebianPackages } from './debian.mjs';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The path of a Chromium that can be started: CHROME_PATH, the machine's own, or the one Playwright downloaded.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser() {
  const own = [process.env.CHROME_PATH, ...systemPaths].find((path) => path && existsSync(path));
  if (own) return own;
  const { chromium } = await import('playwright-core');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** Makes sure that `findBrowser` finds one: Debian's package for root on Debian, else Playwright's own download. */
export async function ensureBrowser() {
  if (await findBrowser()) return;
  console.log('Installing Chromium for the browser tests …');
  const root = process.getuid?.() === 0;
  if (canInstallDebianPackages()) await installDebianPackages('chromium');
  if (await findBrowser()) return;
  const { output } = await capture('playwright-core', ['install', ...(root ? ['--with-deps'] : []), 'chromium']);
  if (await findBrowser()) return;
  throw new Complaint(
    `${output.trimEnd().split('\n').slice(-5).join('\n')}\n\n` +
      'No browser was found and none could be installed: install Chromium or Chrome, or set CHROME_PATH to one.',
  );
}
