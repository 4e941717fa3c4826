import { useEffect, useRef } from 'react';
import type { Route } from './route.ts';

/** Moves the focus to the heading of each page that follows another, as it would be on a page that a browser loads. */
export function useHeadingFocus(route: Route): void {
  const shown = useRef(route);
  useEffect(() => {
    if (shown.current === route) return;
    shown.current = route;
    document.querySelector<HTMLElement>('main h1')?.focus();
  }, [route]);
}
