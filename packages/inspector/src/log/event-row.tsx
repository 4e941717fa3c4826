import type { Event } from '@twelvefold/core';
import { memo, type ReactNode } from 'react';
import { clockText, durationText } from './duration-text.ts';
import { groupOf } from './event-group.ts';
import { GroupMark } from './group-mark.tsx';
import { summarizeEvent } from './summarize-event.ts';

export interface EventRowProps {
  readonly id: string;
  readonly event: Event;
  /** When the event before it in the log happened. */
  readonly beforeMs: number | undefined;
  readonly callId: string | undefined;
  readonly tool: string | undefined;
  readonly isHere: boolean;
  readonly position: number;
  readonly setSize: number;
  readonly topPx: number;
  readonly heightPx: number;
}

/** An event in a line. */
export const EventRow: (props: EventRowProps) => ReactNode = memo(function EventRow(props: EventRowProps): ReactNode {
  const { id, event, beforeMs, callId, tool, isHere, position, setSize, topPx, heightPx } = props;
  const { type, seq, atMs } = event;
  const [noun, verb] = type.split('.');
  const by = 'by' in event ? event.by : undefined;
  return (
    <div
      className="tfi-log-row"
      role="option"
      id={id}
      data-seq={seq}
      aria-selected={isHere}
      aria-posinset={position}
      aria-setsize={setSize}
      style={{ transform: `translateY(${topPx}px)`, height: `${heightPx}px` }}
    >
      <span className="tfi-log-seq">{seq}</span>
      <span className="tfi-log-time" title={clockText(atMs)}>
        <span className="tfi-log-clock">{clockText(atMs)}</span>
        <span className="tfi-log-gap">{beforeMs !== undefined && `+${durationText(atMs - beforeMs)}`}</span>
      </span>
      <span className="tfi-log-type">
        <GroupMark group={groupOf(type)} />
        <span>
          {noun}
          <span className="tfi-log-verb">.{verb}</span>
        </span>
      </span>
      <span className="tfi-log-summary">{summarizeEvent(event)}</span>
      {by && (
        <span className="tfi-badge tfi-log-by">
          <span className="tfi-heard">by </span>
          {by.name ?? by.id}
        </span>
      )}
      {callId !== undefined && (
        <span className="tfi-log-call">
          <span className="tfi-log-tool">{tool} </span>
          {callId}
        </span>
      )}
    </div>
  );
});
