import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPage, startDesk, takePicture, type StartedDesk } from './start-desk.ts';
import { tooSmall } from './too-small.ts';
import { violations } from './violations.ts';

let desk: StartedDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

const pages = ['invoices', 'customers', 'payment-links', 'refunds', 'outbox', 'invoices/INV-1030', 'customers/5'];
const dialogs = [
  ['invoices', 'New invoice', 'Create invoice'],
  ['payment-links', 'New payment link', 'Create link'],
] as const;

describe.each([
  [1440, 'light'],
  [1440, 'dark'],
  [360, 'light'],
  [360, 'dark'],
] as const)('at %i px in %s colors', (width, colorScheme) => {
  const look = async (walk: (page: Page) => Promise<void>) => {
    // axe is brought in by the test, which the page's own policy rightly forbids.
    const visit = await desk.visit({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
    try {
      await walk(visit.page);
    } finally {
      await visit.context.close();
    }
  };

  test.each(pages)('#/%s has nothing that axe objects to, fits the window, and leaves room for fingers', (hash) =>
    look(async (page) => {
      await openPage(page, desk.url, `#/${hash}`);
      await takePicture(page, `${hash.replace('/', '-')}-${width}-${colorScheme}`);
      expect(await violations(page, { rules })).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      if (width === 360) expect(await tooSmall(page.locator('body'), '.skip-link')).toEqual([]);
    }),
  );

  test.each(dialogs)('a dialog with errors has nothing that axe objects to: #/%s, %s', (hash, open, submit) =>
    look(async (page) => {
      await openPage(page, desk.url, `#/${hash}`);
      await page.getByRole('button', { name: open }).click();
      await page.getByRole('button', { name: submit }).click();
      await page.locator('[aria-invalid]').first().waitFor();
      await takePicture(page, `${open.replaceAll(' ', '-').toLowerCase()}-${width}-${colorScheme}`);
      expect(await violations(page, { rules })).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    }),
  );
});

/** Elements that reach out of the window, or have content that is cut off at the side. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.closest('.visually-hidden, .skip-link, svg, select'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const isCut =
          element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible';
        return left < -1 || right > innerWidth + 1 || isCut;
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}
