/*
 *   row row row │ gap │ row (kept) │ gap │ row row row row │ gap
 *               not drawn          not drawn  in view
 *
 * Rows stand in the page's own flow, and a gap stands for those that are not drawn. So a row that waits for a person, or that
 * they have open, is drawn wherever it is, keeps its elements and what was typed into it, and is reached with Tab.
 */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useState, type RefObject } from 'react';
import { estimateHeightPx } from './estimate-height.ts';
import { useHeldRows } from './use-held-rows.ts';
import { isWaitingRow, type Row } from './to-rows.ts';

/** A list of fewer rows is drawn whole. */
export const LONG = 100;

/** Rows beyond either edge, so that a key or a flick finds them drawn. */
const OVERSCAN = 10;

/** Space between rows, as copilot.css has it. */
const GAP_PX = 14;

/** Further down than any list goes: the browser makes the end of it. */
const END_PX = 2 ** 25;

/** A row, or a gap for `count` rows that are not drawn. */
export type Drawn =
  | { readonly kind: 'row'; readonly row: Row; readonly index: number }
  | { readonly kind: 'gap'; readonly key: string; readonly count: number; readonly heightPx: number };

/** What `useDrawnRows` takes. */
export interface DrawnRowsOptions {
  readonly rows: readonly Row[];
  readonly scroller: RefObject<HTMLElement | null>;
  /** Whoever wants all of them drawn has them. */
  readonly isWhole: boolean;
}

/** Which rows of a list are drawn; `measure` is the ref of each that is. A long list is first shown at its end. */
export function useDrawnRows({ rows, scroller, isWhole }: DrawnRowsOptions): {
  readonly drawn: readonly Drawn[];
  readonly measure: (element: HTMLElement | null) => void;
} {
  const held = useHeldRows(scroller);
  const isKept = (row: Row) => held.has(row.key) || isWaitingRow(row);
  const [initialOffset] = useState(() => () => {
    const box = scroller.current;
    return box && box.scrollHeight > box.clientHeight ? box.scrollTop : END_PX;
  });
  // oxlint-disable-next-line react/incompatible-library -- It only says so to the React Compiler, which the demo goes without.
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => estimateHeightPx(rows[index]),
    // A new function each time, since what is kept differs.
    rangeExtractor: (range) => withKept(range, rows, isKept),
    gap: GAP_PX,
    overscan: OVERSCAN,
    initialOffset,
    initialRect: { width: 400, height: 800 },
  });
  // A browser that anchors scrolling holds what is in view by itself, also in the middle of its own smooth scrolling.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = anchorsItself() ? () => false : undefined;
  const items = virtualizer.getVirtualItems();
  const measure = virtualizer.measureElement;
  if (isWhole || rows.length < LONG || items.length === 0) {
    return { drawn: rows.map((row, index) => ({ kind: 'row', row, index })), measure };
  }

  const drawn: Drawn[] = [];
  let next = 0;
  let endPx = -GAP_PX;
  const pushGap = (until: number, startPx: number): void => {
    if (until === next) return;
    const heightPx = Math.max(0, startPx - endPx - 2 * GAP_PX);
    drawn.push({ kind: 'gap', key: `gap-${drawn.length}`, count: until - next, heightPx });
  };
  for (const { index, start, end } of items) {
    const row = rows[index];
    if (!row) continue;
    pushGap(index, start);
    drawn.push({ kind: 'row', row, index });
    next = index + 1;
    endPx = end;
  }
  pushGap(rows.length, virtualizer.getTotalSize() + GAP_PX);
  return { drawn, measure };
}

/** The rows in view and around it, and those that are kept, in order. */
function withKept(range: Range, rows: readonly Row[], isKept: (row: Row) => boolean): number[] {
  const inView = new Set(defaultRangeExtractor(range));
  return [...rows.keys()].filter((index) => inView.has(index) || isKept(rows[index] as Row));
}

let anchors: boolean | undefined;

function anchorsItself(): boolean {
  return (anchors ??= CSS.supports('overflow-anchor', 'auto'));
}
