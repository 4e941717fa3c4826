import type { Page } from 'playwright-core';
import { takePicture } from './time-page.ts';

/** Keeps a picture of the page in light and one in dark, and leaves it as it was. */
export async function takePictures(page: Page, name: string): Promise<void> {
  const show = (scheme: string): Promise<string> =>
    page.evaluate((value) => {
      const { style } = document.documentElement;
      const before = style.colorScheme;
      style.colorScheme = value;
      return before;
    }, scheme);
  const own = await show('light');
  await takePicture(page, `${name}-light`);
  await show('dark');
  await takePicture(page, `${name}-dark`);
  await show(own);
}
