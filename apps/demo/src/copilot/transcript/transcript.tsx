import { useEffect, useLayoutEffect, useMemo, type ReactNode } from 'react';
import type { ShownBranchPoint, UseAgent } from '@twelvefold/react';
import { labels } from '../../labels.ts';
import type { DeskTools } from '../agent/desk-agent.ts';
import { Icon } from '../../ui/icon.tsx';
import { pointsByRow } from '../history/points-by-row.ts';
import { Announcer } from './announcer.tsx';
import { Rows } from './rows.tsx';
import { RunStatus } from './run-status.tsx';
import { toRows } from './to-rows.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

/** What a `Transcript` shows. */
export interface TranscriptProps {
  readonly agent: UseAgent<DeskTools>;
  /** Where other branches leave. */
  readonly points: readonly ShownBranchPoint[];
  /** Shown while nothing was said. */
  readonly empty: ReactNode;
}

/** The conversation so far, the newest at the end. */
export function Transcript({ agent, points, empty }: TranscriptProps): ReactNode {
  const { entries, approvals, questions, doubts, phase } = agent;
  const rows = useMemo(() => toRows({ entries, questions, phase }), [entries, questions, phase]);
  const places = useMemo(() => pointsByRow(points, rows), [points, rows]);
  const { scroller, content, isAtEnd, toEnd, stick } = useStickToEnd();
  const lastMessage = entries.findLast(({ kind }) => kind === 'message')?.id;
  const isWaiting = approvals.length + questions.length + doubts.length > 0;
  // Who wrote something, or decided the last thing, wants to see what comes of it.
  useEffect(() => toEnd(), [lastMessage, toEnd]);
  useEffect(() => {
    if (!isWaiting) toEnd();
  }, [isWaiting, toEnd]);
  // Before it is painted: a long list draws other rows then.
  useLayoutEffect(() => stick(), [rows, stick]);
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
          <Rows rows={rows} scroller={scroller} places={places} />
          <RunStatus agent={agent} />
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" className="button-icon to-end" aria-label={log.latest} title={log.latest} onClick={toEnd}>
          <Icon name="up" />
        </button>
      )}
      {!agent.isRestoring && <Announcer rows={rows} />}
    </div>
  );
}
