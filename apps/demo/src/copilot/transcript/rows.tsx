import type { ShownBranchPoint } from '@twelvefold/react';
import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import { labels } from '../../labels.ts';
import { QuestionCard } from '../call/question-card.tsx';
import { BranchSwitch } from '../history/branch-switch.tsx';
import { CallGroup } from './call-group.tsx';
import { Message } from './message.tsx';
import { Notices } from './notices.tsx';
import { Reply } from './reply.tsx';
import type { Row } from './to-rows.ts';
import { LONG, useDrawnRows } from './use-drawn-rows.ts';

/** What `Rows` shows. */
export interface RowsProps {
  readonly rows: readonly Row[];
  /** What they scroll in. */
  readonly scroller: RefObject<HTMLElement | null>;
  /** Where other branches leave, by the key of the row at which they do; at the end for an empty key. */
  readonly places?: ReadonlyMap<string, ShownBranchPoint>;
  /** Nobody can begin a branch at a row. */
  readonly isPast?: boolean;
}

/** What was said and done, row by row; of a long conversation what is in view, until somebody wants all of it. */
export function Rows({ rows, scroller, places, isPast = false }: RowsProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const { drawn, measure } = useDrawnRows({ rows, scroller, isWhole });
  const isLong = rows.length >= LONG;
  useEffect(() => {
    if (!isLong) return;
    // The browser finds only what is drawn.
    const onKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (key.toLowerCase() === 'f' && (ctrlKey || metaKey) && !altKey) setWhole(true);
    };
    addEventListener('keydown', onKeyDown);
    // To either end at once: what is drawn on the way there would hold up a scroll that glides.
    const box = scroller.current;
    const onEdge = (event: KeyboardEvent) => {
      if (!box || event.target !== box || (event.key !== 'Home' && event.key !== 'End')) return;
      event.preventDefault();
      box.scrollTop = event.key === 'Home' ? 0 : box.scrollHeight;
    };
    box?.addEventListener('keydown', onEdge);
    return () => {
      removeEventListener('keydown', onKeyDown);
      box?.removeEventListener('keydown', onEdge);
    };
  }, [isLong, scroller]);
  const words = labels.copilot.log.long;
  const atEnd = places?.get('');
  return (
    <>
      {isLong && !isWhole && !isPast && (
        <p className="long-thread">
          {words.explain}{' '}
          <button type="button" className="button button-small" onClick={() => setWhole(true)}>
            {words.whole(rows.length)}
          </button>
        </p>
      )}
      {drawn.map((piece) => {
        if (piece.kind === 'gap') {
          return (
            <div key={piece.key} className="row-gap" style={{ height: piece.heightPx }}>
              <p className="visually-hidden">{words.gap(piece.count)}</p>
            </div>
          );
        }
        const { row, index } = piece;
        const point = places?.get(row.key);
        return (
          <div key={row.key} ref={measure} className="row" data-row={row.key} data-index={index}>
            {point && <BranchSwitch point={point} />}
            <RowView row={row} isPast={isPast} />
          </div>
        );
      })}
      {atEnd && <BranchSwitch point={atEnd} />}
    </>
  );
}

function RowView({ row, isPast }: { readonly row: Row; readonly isPast: boolean }): ReactNode {
  switch (row.kind) {
    case 'message':
      return <Message message={row.message} isPast={isPast} />;
    case 'reply':
      return <Reply reply={row.reply} isPast={isPast} />;
    case 'calls':
      return <CallGroup items={row.items} />;
    case 'ask':
      return <QuestionCard ask={row.ask} open={row.question} />;
    case 'notice':
      return <Notices notices={row.notices} />;
  }
}
