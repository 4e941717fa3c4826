import { memo, useEffect, useMemo, type ReactNode } from 'react';
import type { MessageEntry } from '@twelvefold/core';
import type { UseAgent } from '@twelvefold/react';
import { labels } from '../../labels.ts';
import type { DeskTools } from '../agent/desk-agent.ts';
import { Icon } from '../../ui/icon.tsx';
import { QuestionCard } from '../call/question-card.tsx';
import { Announcer } from './announcer.tsx';
import { Notices } from './notices.tsx';
import { CallGroup } from './call-group.tsx';
import { RunStatus } from './run-status.tsx';
import { Reply } from './reply.tsx';
import { toRows, type Row } from './to-rows.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

/** What a `Transcript` shows. */
export interface TranscriptProps {
  readonly agent: UseAgent<DeskTools>;
  /** Shown while nothing was said. */
  readonly empty: ReactNode;
}

/** The conversation so far, the newest at the end. */
export function Transcript({ agent, empty }: TranscriptProps): ReactNode {
  const { entries, approvals, questions, doubts, phase } = agent;
  const rows = useMemo(() => toRows({ entries, questions, phase }), [entries, questions, phase]);
  const { scroller, content, isAtEnd, toEnd } = useStickToEnd();
  const lastMessage = entries.findLast(({ kind }) => kind === 'message')?.id;
  const isWaiting = approvals.length + questions.length + doubts.length > 0;
  // Who wrote something, or decided the last thing, wants to see what comes of it.
  useEffect(() => toEnd(), [lastMessage, toEnd]);
  useEffect(() => {
    if (!isWaiting) toEnd();
  }, [isWaiting, toEnd]);
  const { log } = labels.copilot;
  return (
    <div className="transcript">
      {/* Tokens are not announced one by one: the announcer says what is finished. */}
      <div
        ref={scroller}
        className="transcript-scroller"
        role="log"
        aria-live="off"
        aria-label={log.region}
        tabIndex={0}
      >
        <div ref={content} className="transcript-rows">
          {rows.length === 0 && empty}
          {rows.map((row) => (
            <RowView key={row.key} row={row} />
          ))}
          <RunStatus agent={agent} />
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" className="button-icon to-end" aria-label={log.latest} title={log.latest} onClick={toEnd}>
          <Icon name="up" />
        </button>
      )}
      <Announcer rows={rows} />
    </div>
  );
}

function RowView({ row }: { readonly row: Row }): ReactNode {
  switch (row.kind) {
    case 'message':
      return <Message message={row.message} />;
    case 'reply':
      return <Reply reply={row.reply} />;
    case 'calls':
      return <CallGroup items={row.items} />;
    case 'ask':
      return <QuestionCard ask={row.ask} open={row.question} />;
    case 'notice':
      return <Notices notices={row.notices} />;
  }
}

const Message = memo(function Message({ message }: { readonly message: MessageEntry }): ReactNode {
  return (
    <div className="message">
      <p className="visually-hidden">{labels.copilot.log.you}</p>
      <p>{message.text}</p>
    </div>
  );
});
