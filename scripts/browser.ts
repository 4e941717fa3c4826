import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './setup/browser.mjs';

/** What Chromium needs to start as root and to leave the network alone. */
export const quietArgs: string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium that `npm test` made sure of, headless. Close it when you are done. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error('No browser was found: "npm test" installs one, or set CHROME_PATH.');
  return chromium.launch({ executablePath, args: quietArgs });
}
