import { useLayoutEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';

export interface RowsOptions {
  readonly count: number;
  /** All are as high as that. */
  readonly rowPx: number;
  /** What stays at the top while rows scroll below it. */
  readonly headPx?: number;
}

/** Which rows of a long list are made. */
export interface Rows {
  /** Their indexes, in order. */
  readonly made: readonly number[];
  /** What React is to know a row by: one that scrolls out of sight becomes the one that comes into it. */
  readonly keyOf: (index: number) => number;
  /** How high all of the list would be, its head included. */
  readonly totalPx: number;
  /** How high the part of it that is seen is; 0 before it was measured. */
  readonly viewPx: number;
}

/** Rows beyond the edges, for whoever scrolls fast. */
const BEYOND = 3;

/**
 * The rows of a list that are seen, where all are of one height: as many are made as there is room for, however long it is.
 * Renders when another row comes into sight, not with every pixel.
 */
export function useRows(box: RefObject<HTMLElement | null>, { count, rowPx, headPx = 0 }: RowsOptions): Rows {
  const [view, setView] = useState({ first: 0, viewPx: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const read = (): void => {
      const next = { first: Math.floor(element.scrollTop / rowPx), viewPx: element.clientHeight };
      setView((last) => (last.first === next.first && last.viewPx === next.viewPx ? last : next));
    };
    // Rows that came later than the scrolling would leave it blank for a frame.
    const onScroll = (): void => flushSync(read);
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [box, rowPx]);

  const seen = Math.ceil(view.viewPx / rowPx) + 1;
  // A list that grew short has not been scrolled back yet.
  const first = Math.max(Math.min(view.first, count - seen) - BEYOND, 0);
  const last = Math.min(Math.max(Math.min(view.first, count - seen), 0) + seen + BEYOND, count);
  return {
    keyOf: (index) => index % (seen + 2 * BEYOND),
    made: Array.from({ length: Math.max(last - first, 0) }, (_, index) => first + index),
    totalPx: headPx + count * rowPx,
    viewPx: view.viewPx,
  };
}

/** Scrolls a list of such rows as little as is needed to show one; one that is seen stays where it is. */
export function scrollToRow(
  element: HTMLElement | null,
  index: number,
  { rowPx, headPx = 0 }: Pick<RowsOptions, 'rowPx' | 'headPx'>,
): void {
  if (!element) return;
  const top = index * rowPx;
  const bottom = top + rowPx + headPx;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
}
