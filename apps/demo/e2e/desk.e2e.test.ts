import { expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve } from '../../../scripts/serve.ts';

test('the desk that npm start serves opens on its invoices', async () => {
  const site = await serve('apps/demo');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'INV-1062' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Invoices');
  } finally {
    await browser.close();
    await site.close();
  }
});
