import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Which part of the page `violations` looks at, and with which of axe's rules. Default: all of it, all of them. */
export interface Looked {
  /** Those of these selectors that the page has. */
  readonly include?: readonly string[];
  readonly rules?: readonly string[];
}

/**
 * What axe finds, of every impact, in a line each. The test brings axe in, which the page's own policy rightly forbids: visit
 * with `bypassCSP`.
 */
export async function violations(page: Page, { include, rules }: Looked = {}): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  // Colors are measured once nothing fades any more.
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
  return page.evaluate(
    async ([names, runOnly]) => {
      const runner = (globalThis as unknown as { readonly axe: typeof axe }).axe;
      const context = names?.filter((name) => document.querySelector(name)).map((name) => [name]);
      const found = await runner.run(
        context ? { include: context } : document,
        runOnly ? { runOnly: [...runOnly] } : {},
      );
      return found.violations.map(
        ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
    },
    [include, rules] as const,
  );
}
