import axe from 'axe-core';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const artifacts = fileURLToPath(new URL('../test-artifacts/', import.meta.url));

/** Keeps a picture of the page for people to look at, in test-artifacts/. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(artifacts, { recursive: true });
  await page.screenshot({ path: `${artifacts}${name}.png` });
}

/** What axe objects to in these parts of the panel, in a line each. */
export async function violationsIn(page: Page, parts: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (selectors) => {
    const runner = (globalThis as unknown as { readonly axe: typeof axe }).axe;
    const panel = [...document.body.children].find(({ shadowRoot }) => shadowRoot?.querySelector('.tfi-panel'));
    const include = selectors.flatMap((selector) => [
      ...(panel?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
    ]);
    if (include.length < selectors.length) return [`not all there: ${selectors.join(', ')}`];
    const { violations } = await runner.run({ include });
    return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, parts);
}

/** What the focused element is called: its label, or its text. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}

/** Presses Tab until the element of that name has the focus, and says how often that took. */
export async function tabTo(page: Page, name: string): Promise<number> {
  for (let presses = 1; presses <= 60; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === name) return presses;
  }
  throw new Error(`Tab does not come to "${name}".`);
}
