import type { Page } from 'playwright-core';

/** Lets the tests keep a tab from hearing what others append: it learns that only when it appends something itself. */
export async function letTabsBeDeaf(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    const native = BroadcastChannel.prototype.addEventListener;
    BroadcastChannel.prototype.addEventListener = function (this: BroadcastChannel, type: string, listener: unknown) {
      const hear = (event: Event): void => {
        if (!('isDeaf' in globalThis)) (listener as (event: Event) => void)(event);
      };
      native.call(this, type, hear);
    };
  });
}

/** From now on, until it is reloaded. */
export async function deafen(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { isDeaf: true }));
}
