import type { Page } from 'playwright-core';

/** Lets the tests hold what the desk saves: whoever changes something waits, and what is not saved did not happen. */
export async function letDeskBeHeld(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    const native = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof native>) {
      const putting = native.apply(this, args);
      // A transaction with requests to come is not complete.
      const hold = (): void => {
        if ('isDeskHeld' in globalThis) this.get('newest').addEventListener('success', hold);
      };
      if (this.name === 'snapshots') hold();
      return putting;
    };
  });
}

/** From now on, nothing that this page changes at the desk is saved; until it is reloaded. */
export async function holdDesk(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { isDeskHeld: true }));
}
