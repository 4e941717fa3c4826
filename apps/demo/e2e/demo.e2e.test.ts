import { expect, test } from 'vitest';
import { launchBrowser } from '../../../scripts/browser.ts';
import { serve } from '../../../scripts/serve.ts';

test('the demo that npm start serves shows its title', async () => {
  const site = await serve('apps/demo');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Twelvefold');
  } finally {
    await browser.close();
    await site.close();
  }
});
