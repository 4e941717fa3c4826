import type { Locator } from 'playwright-core';

/** Controls within it less than 44 px high or wide, but for those in `except`; links in a text do not count. */
export function tooSmall(within: Locator, except: string): Promise<readonly string[]> {
  return within.evaluate(
    (root, not) =>
      [...root.querySelectorAll('button, input, select, textarea, nav a, .back-link, summary')]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(not))
        .filter((element) => {
          const { width, height } = element.getBoundingClientRect();
          return height < 44 || width < 44;
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    except,
  );
}
