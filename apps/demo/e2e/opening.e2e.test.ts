import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPage, startDesk, takePicture, type StartedDesk, type Visit } from './start-desk.ts';

const GOAL_MS = 2000;

let desk: StartedDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test.each(['**/*.wasm', '**/open-database-*.js'])(
  'without %s the frame is there, a sentence says what to do, and trying again opens the desk',
  async (file) => {
    const { context, page } = await desk.visit({ viewport: { width: 1440, height: 900 } });
    await context.route(file, (route) => route.abort());
    await page.goto(desk.url);
    const alert = page.getByRole('alert').filter({ hasText: 'check your connection and try again' });
    await alert.waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('The desk could not be opened');
    expect(await page.getByRole('navigation').count()).toBe(1);
    await takePicture(page, 'opening-failed');
    await context.unroute(file);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'INV-1062' }).waitFor();
    await context.close();
  },
);

test('without the copilot the desk works, and a sentence says what to do', async () => {
  const { context, page } = await desk.visit({ viewport: { width: 1440, height: 900 } });
  await context.route('**/copilot-*.js', (route) => route.abort());
  await openPage(page, desk.url, '#/invoices/INV-1062');
  await page.getByRole('complementary').getByText('The copilot could not be loaded.').waitFor();
  await page.getByRole('button', { name: 'Issue invoice' }).click();
  await page.getByText('INV-1062 was issued.').waitFor();
  await context.close();
});

test('while SQLite is on its way the frame is there and says so', async () => {
  const { context, page } = await desk.visit({ viewport: { width: 360, height: 780 } });
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await context.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(desk.url);
  await page.getByRole('status').filter({ hasText: 'Opening the database' }).waitFor();
  await takePicture(page, 'opening');
  release();
  await page.getByRole('link', { name: 'INV-1062' }).waitFor();
  await context.close();
});

test('a browser that stores nothing still opens the desk', async () => {
  const { context, page } = await desk.visit();
  await context.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage'])
      Object.defineProperty(globalThis, name, {
        get: () => {
          throw new DOMException('Storage is forbidden.', 'SecurityError');
        },
      });
  });
  await openPage(page, desk.url, '#/invoices/INV-1062');
  await page.getByRole('button', { name: 'Issue invoice' }).click();
  await page.getByText('INV-1062 was issued.').waitFor();
  await context.close();
});

test(`the desk is interactive soon: printed, with ${GOAL_MS} ms as the goal`, async () => {
  const dev = await startDesk({ dev: true });
  try {
    await timeToInteractive(await dev.visit(), dev.url); // Vite bundles the packages on the first visit of all.
    console.log(`Time to interactive, built: ${await timeToInteractive(await desk.visit(), desk.url)} ms`);
    console.log(`Time to interactive, npm start: ${await timeToInteractive(await dev.visit(), dev.url)} ms`);
  } finally {
    await dev.close();
  }
});

/** From the start of the navigation until the filter has filtered what came out of the database. */
async function timeToInteractive({ context, page }: Visit, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('searchbox').fill('Jeff');
  await page.getByText('5 of 62 invoices').waitFor();
  const elapsedMs = await page.evaluate(() => Math.round(performance.now()));
  await context.close();
  return elapsedMs;
}
