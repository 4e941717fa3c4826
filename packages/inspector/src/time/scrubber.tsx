import { useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { useMoment } from '../moment.ts';
import { eventLabel } from './event-label.ts';
import { toMarks } from './marks.ts';

export interface ScrubberProps {
  readonly onStep: (by: 1 | -1) => void;
  readonly onPlay: () => void;
}

/** The log as a line to move along. The arrow keys go by events, Page Up and Page Down by steps, and the space bar plays. */
export function Scrubber({ onStep, onPlay }: ScrubberProps): ReactNode {
  const { events, seq, goTo } = useMoment();
  const { steps, messages, people } = useMemo(() => toMarks(events), [events]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { PageUp: () => onStep(1), PageDown: () => onStep(-1), ' ': onPlay }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="tfi-scrubber">
      <input
        type="range"
        aria-label="Place in the log"
        aria-valuetext={eventLabel(events, seq)}
        min={0}
        max={events.length}
        value={seq}
        onChange={({ target }) => goTo(target.valueAsNumber)}
        onKeyDown={onKeyDown}
      />
      <div
        className="tfi-marks"
        title="From the top: steps, messages, what waited for a person"
        style={{ backgroundImage: `${steps}, ${messages}, ${people}` }}
      />
    </div>
  );
}
