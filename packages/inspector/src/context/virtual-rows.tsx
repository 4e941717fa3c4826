import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { RowsProps } from './section-list.tsx';

const ROW_PX = 96;

/** Rows of any height, of which only those are made that are seen. Fetched with what it needs when rows are many. */
export function VirtualRows({ rows, content, scroller }: RowsProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const offsetPx = useOffset(list, scroller);
  // oxlint-disable-next-line react/incompatible-library -- rows are as high as their texts, which it measures; nothing compiles the panel.
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    scrollMargin: offsetPx,
    overscan: 8,
    useFlushSync: false,
  });
  return (
    <div role="presentation" ref={list} style={{ height: `${virtualizer.getTotalSize()}px` }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <div
              key={key}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              ref={virtualizer.measureElement}
              data-index={index}
              className="tfi-ctx-row"
              style={{ transform: `translateY(${start - offsetPx}px)` }}
            >
              {content(row)}
            </div>
          )
        );
      })}
    </div>
  );
}

/** How far below the top of what scrolls the rows begin. */
function useOffset(rows: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): number {
  const [offsetPx, setOffset] = useState(0);
  useLayoutEffect(() => {
    const own = rows.current?.parentElement;
    const measure = (): void => setOffset(own?.offsetTop ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    // What stands above the list wraps when it gets narrower.
    for (const element of scroller.current?.children ?? []) if (element !== own) observer.observe(element);
    return () => observer.disconnect();
  }, [rows, scroller]);
  return offsetPx;
}
