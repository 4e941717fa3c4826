import { existsSync } from 'node:fs';
import { capture, Complaint } from './command.mjs';

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

/** Makes sure that `findBrowser` finds one: Debian's package for root on Debian, Playwright's download elsewhere. */
export async function ensureBrowser() {
  if (await findBrowser()) return;
  console.log('Installing Chromium for the browser tests …');
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  const told = debian ? await installDebianPackage() : await capture('playwright-core', ['install', 'chromium']);
  if (await findBrowser()) return;
  throw new Complaint(
    `${told.output.trimEnd().split('\n').slice(-5).join('\n')}\n\n` +
      'No browser was found and none could be installed: install Chromium or Chrome, or set CHROME_PATH to one.',
  );
}

async function installDebianPackage() {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update'], { env });
  return capture('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { env });
}
