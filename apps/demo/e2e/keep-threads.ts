import type { Event } from '@twelvefold/core';
import type { Page } from 'playwright-core';
import { build } from 'vite';

const PLACE = 'keep-threads.html';

/** Puts logs into the browser's store, through the store's own interface, as a page of the same site. */
export async function keepThreads(page: Page, url: string, logs: readonly (readonly Event[])[]): Promise<void> {
  const script = await bundle();
  const html = `<!doctype html><title>keeping</title><script type="application/json">${JSON.stringify(logs).replaceAll('<', '\\u003c')}</script><script type="module">${script}</script>`;
  await page.route(url + PLACE, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(url + PLACE);
  await page.waitForFunction(() => document.title !== 'keeping');
  if ((await page.title()) !== 'kept') throw new Error(await page.title());
}

let made: Promise<string> | undefined;

/** The script of that page, in one piece. */
function bundle(): Promise<string> {
  return (made ??= make());
}

async function make(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'warn',
    root: import.meta.dirname,
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: `${import.meta.dirname}/keep-threads-page.ts`, output: { codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(made) ? made : [made]).flatMap((each) => ('output' in each ? each.output : []));
  const chunk = outputs.find((output) => output.type === 'chunk');
  if (!chunk) throw new Error('Vite made no script.');
  return chunk.code.replaceAll('</script', '<\\/script');
}
