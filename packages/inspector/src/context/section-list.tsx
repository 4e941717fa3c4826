import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { SectionRow } from './section-row.tsx';
import { countText, sizeText } from './size-text.ts';
import { toRows, type Row } from './to-rows.ts';
import type { RequestView } from './use-request-view.ts';
import type { TokenCounts } from './use-token-counts.ts';
import { totalBytes } from './compare-requests.ts';

export interface SectionListProps {
  readonly view: RequestView;
  readonly tokens: TokenCounts;
  readonly onlyChanges: boolean;
  /** What scrolls: the list stands in it, below other things. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** More rows than that are made as they are seen. */
const ALL_ROWS = 60;
const ROW_PX = 96;

/** The sections of a request in the order of the wire. */
export function SectionList({ view, tokens, onlyChanges, scroller }: SectionListProps): ReactNode {
  const { compared, comparison } = view;
  const rows = useMemo(
    () => toRows(compared, { marksPrefix: comparison !== undefined, onlyChanges }),
    [compared, comparison, onlyChanges],
  );
  const [folds, setFolds] = useState<ReadonlyMap<string, number>>(new Map());
  const onFold = useCallback((key: string, chars: number) => setFolds((before) => new Map(before).set(key, chars)), []);
  const list = useRef<HTMLDivElement>(null);
  const offsetPx = useOffset(list, scroller);
  const isVirtual = rows.length > ALL_ROWS;
  // oxlint-disable-next-line react/incompatible-library -- rows are as high as their texts, which it measures; nothing compiles the panel.
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    scrollMargin: offsetPx,
    overscan: 8,
    useFlushSync: false,
  });
  if (rows.length === 0) return <p className="tfi-empty">Nothing changed since the step before.</p>;

  const content = (row: Row): ReactNode => {
    if (row.kind === 'group') return <Group row={row} tokens={tokens} />;
    if (row.kind === 'prefix') return <p className="tfi-ctx-prefix">The stable prefix ends here</p>;
    const { section } = row.compared;
    return <SectionRow compared={row.compared} tokens={tokens.of(section)} folds={folds} onFold={onFold} />;
  };
  const place = (index: number) => ({
    role: 'listitem',
    'aria-posinset': index + 1,
    'aria-setsize': rows.length,
  });
  return (
    <div
      className="tfi-ctx-list"
      role="list"
      aria-label="What the request holds"
      ref={list}
      style={isVirtual ? { height: `${virtualizer.getTotalSize()}px` } : undefined}
    >
      {isVirtual
        ? virtualizer.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={key}
                  {...place(index)}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className="tfi-ctx-row"
                  style={{ transform: `translateY(${start - offsetPx}px)` }}
                >
                  {content(row)}
                </div>
              )
            );
          })
        : rows.map((row, index) => (
            <div key={row.key} {...place(index)}>
              {content(row)}
            </div>
          ))}
    </div>
  );
}

function Group({
  row,
  tokens,
}: {
  readonly row: Extract<Row, { kind: 'group' }>;
  readonly tokens: TokenCounts;
}): ReactNode {
  const { title, sections } = row;
  let sum: number | undefined = 0;
  for (const section of sections) {
    const number = tokens.of(section);
    sum = sum === undefined || number === undefined ? undefined : sum + number;
  }
  return (
    <div className="tfi-ctx-group">
      <h3>
        {title} ({countText(sections.length)})
      </h3>
      <span className="tfi-quiet">
        {sum !== undefined && `${countText(sum)} tokens · `}
        {sizeText(totalBytes(sections))}
      </span>
    </div>
  );
}

/** How far below the top of what scrolls the list begins. */
function useOffset(list: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): number {
  const [offsetPx, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => setOffset(list.current?.offsetTop ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    // What stands above the list wraps when it gets narrower.
    for (const element of scroller.current?.children ?? []) if (element !== list.current) observer.observe(element);
    return () => observer.disconnect();
  }, [list, scroller]);
  return offsetPx;
}
