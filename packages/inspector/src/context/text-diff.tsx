import { useEffect, useState, type ReactNode } from 'react';
import type { DiffRow } from './diff-text.ts';
import { countText } from './size-text.ts';

export interface TextDiffProps {
  readonly before: string;
  readonly after: string;
}

/** More rows than that are not put into the page. */
const MOST_ROWS = 400;
const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
const WORDS = { same: '', added: 'Added: ', removed: 'Removed: ' } as const;

/** What changed from one text to another. What finds it out is fetched when this is first shown. */
export function TextDiff({ before, after }: TextDiffProps): ReactNode {
  const [found, setFound] = useState<{ readonly of: string; readonly rows: readonly DiffRow[] | undefined }>();
  const of = `${before.length} ${before}${after}`;
  useEffect(() => {
    let isWanted = true;
    const tell = (rows: readonly DiffRow[] | undefined): void => void (isWanted && setFound({ of, rows }));
    void import('./diff-text.ts').then(
      ({ diffText }) => tell(diffText(before, after)),
      () => tell(undefined),
    );
    return () => void (isWanted = false);
  }, [of, before, after]);
  if (found?.of !== of) return <p className="tfi-quiet">Comparing…</p>;
  const { rows } = found;
  if (!rows) return <p className="tfi-problem">The comparison could not be fetched.</p>;
  return (
    <div className="tfi-ctx-diff">
      {rows.slice(0, MOST_ROWS).map((row, index) => (
        <Line key={index} row={row} />
      ))}
      {rows.length > MOST_ROWS && <p className="tfi-quiet">{countText(rows.length - MOST_ROWS)} more lines</p>}
    </div>
  );
}

function Line({ row }: { readonly row: DiffRow }): ReactNode {
  if (row.kind === 'gap') {
    return (
      <p className="tfi-ctx-gap">{row.lines === 1 ? '1 line as before' : `${countText(row.lines)} lines as before`}</p>
    );
  }
  return (
    <pre className="tfi-ctx-line" data-kind={row.kind}>
      <span aria-hidden="true">{`${SIGNS[row.kind]} `}</span>
      {row.kind !== 'same' && <span className="tfi-heard">{WORDS[row.kind]}</span>}
      {row.text}
    </pre>
  );
}
