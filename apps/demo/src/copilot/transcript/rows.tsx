import type { ShownBranchPoint } from '@twelvefold/react';
import { Fragment, type ReactNode } from 'react';
import { QuestionCard } from '../call/question-card.tsx';
import { BranchSwitch } from '../history/branch-switch.tsx';
import { CallGroup } from './call-group.tsx';
import { Message } from './message.tsx';
import { Notices } from './notices.tsx';
import { Reply } from './reply.tsx';
import type { Row } from './to-rows.ts';

/** What `Rows` shows. */
export interface RowsProps {
  readonly rows: readonly Row[];
  /** Where other branches leave, by the key of the row at which they do; at the end for an empty key. */
  readonly places?: ReadonlyMap<string, ShownBranchPoint>;
  /** Nobody can begin a branch at a row. */
  readonly isPast?: boolean;
}

/** What was said and done, row by row. */
export function Rows({ rows, places, isPast = false }: RowsProps): ReactNode {
  const atEnd = places?.get('');
  return (
    <>
      {rows.map((row) => {
        const point = places?.get(row.key);
        return (
          <Fragment key={row.key}>
            {point && <BranchSwitch point={point} />}
            <RowView row={row} isPast={isPast} />
          </Fragment>
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
