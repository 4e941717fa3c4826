import { useLayoutEffect, type RefObject } from 'react';

/**
 * When this element goes and the focus is in it, the nearest box around it that takes one gets it, or the panel's heading: a
 * keyboard is never sent back to the beginning of the page.
 */
export function usePassFocus(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    const root = element?.getRootNode() as Document | ShadowRoot | undefined;
    return () => {
      if (!element?.contains(root?.activeElement ?? null)) return;
      const next = element.parentElement?.closest<HTMLElement>('[tabindex]');
      (next ?? root?.querySelector<HTMLElement>('.tfi-title'))?.focus();
    };
  }, [ref]);
}
