import type { Event } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { JsonTree } from '../json/json-tree.tsx';
import { useMoment } from '../moment.ts';
import { dateText, durationText } from './duration-text.ts';
import { entryOfEvent } from './entry-of-event.ts';
import type { LogIndex } from './log-index.ts';

export interface EventDetailsProps {
  readonly event: Event;
  readonly index: LogIndex;
  readonly onFilter: (callId: string) => void;
  readonly onClose: () => void;
}

/** All of an event, and where it leads. */
export function EventDetails({ event, index, onFilter, onClose }: EventDetailsProps): ReactNode {
  const { events, timeline, showEntry } = useMoment();
  const callId = index.callOf(event);
  const entryId = entryOfEvent(event, index);
  // An event that said nothing where it stood has made no entry.
  const hasEntry = entryId !== undefined && timeline.stateAt(events.length).entries.some(({ id }) => id === entryId);
  return (
    <section className="tfi-log-details" aria-label={`Event ${event.seq}`}>
      <div className="tfi-bar tfi-log-details-bar">
        <h3 className="tfi-title">
          {event.seq} {event.type}
        </h3>
        <span className="tfi-quiet tfi-log-when">
          {dateText(event.atMs)}, {durationText(event.atMs - (events[0]?.atMs ?? event.atMs))} after the first event
        </span>
        {showEntry && hasEntry && (
          <button type="button" className="tfi-button" onClick={() => showEntry(entryId)}>
            Show in app
          </button>
        )}
        {callId !== undefined && (
          <button type="button" className="tfi-button" onClick={() => onFilter(callId)}>
            Only this call
          </button>
        )}
        <button type="button" className="tfi-button" data-plain="" aria-label="Close the details" onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      <JsonTree value={event} name="event" label={`Event ${event.seq} as JSON`} />
    </section>
  );
}
