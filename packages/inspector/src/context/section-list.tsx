import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode, type RefObject } from 'react';
import { totalBytes } from './compare-requests.ts';
import { SectionRow } from './section-row.tsx';
import { countText, sizeText } from './size-text.ts';
import { toRows, type Row } from './to-rows.ts';
import type { RequestView } from './use-request-view.ts';
import type { TokenCounts } from './use-token-counts.ts';

export interface SectionListProps {
  readonly view: RequestView;
  readonly tokens: TokenCounts;
  readonly onlyChanges: boolean;
  /** What scrolls: the list stands in it, below other things. */
  readonly scroller: RefObject<HTMLElement | null>;
}

/** What shows rows, whether all of them or those that are seen. */
export interface RowsProps extends Pick<SectionListProps, 'scroller'> {
  readonly rows: readonly Row[];
  readonly content: (row: Row) => ReactNode;
}

/** More rows than that are made as they are seen. */
const ALL_ROWS = 60;

const VirtualRows = lazy(async () => ({
  // Where it cannot be fetched, all rows are made: slowly, but they are there.
  default: await import('./virtual-rows.tsx').then(
    (module) => module.VirtualRows,
    () => AllRows,
  ),
}));

/** The sections of a request in the order of the wire. */
export function SectionList({ view, tokens, onlyChanges, scroller }: SectionListProps): ReactNode {
  const { compared, comparison } = view;
  const rows = useMemo(
    () => toRows(compared, { marksPrefix: comparison !== undefined, onlyChanges }),
    [compared, comparison, onlyChanges],
  );
  const [folds, setFolds] = useState<ReadonlyMap<string, number>>(new Map());
  const onFold = useCallback((key: string, chars: number) => setFolds((before) => new Map(before).set(key, chars)), []);
  if (rows.length === 0) return <p className="tfi-empty">Nothing changed since the step before.</p>;

  const content = (row: Row): ReactNode => {
    if (row.kind === 'group') return <Group row={row} tokens={tokens} />;
    if (row.kind === 'prefix') return <p className="tfi-ctx-prefix">The stable prefix ends here</p>;
    const { section } = row.compared;
    return <SectionRow compared={row.compared} tokens={tokens.of(section)} folds={folds} onFold={onFold} />;
  };
  const Rows = rows.length > ALL_ROWS ? VirtualRows : AllRows;
  return (
    <div className="tfi-ctx-list" role="list" aria-label="What the request holds">
      <Suspense>
        <Rows rows={rows} content={content} scroller={scroller} />
      </Suspense>
    </div>
  );
}

function AllRows({ rows, content }: RowsProps): ReactNode {
  return rows.map((row) => (
    <div key={row.key} role="listitem">
      {content(row)}
    </div>
  ));
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
