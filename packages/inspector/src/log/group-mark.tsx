import type { ReactNode } from 'react';
import type { EventGroup } from './event-group.ts';

/** A shape for each group, so that no color has to be told from another one. */
const SHAPES: Readonly<Record<EventGroup, string>> = {
  thread: 'M2 1h2v10H2zM5 2h5v5H5z',
  in: 'M1 2h10v6H6l-3 3V8H1z',
  model: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1',
  call: 'M6 .5 11.5 6 6 11.5.5 6z',
  person: 'M6 1a2.6 2.6 0 1 1 0 5.2A2.6 2.6 0 0 1 6 1M1 11.5a5 4.5 0 0 1 10 0z',
  run: 'M2.5 1 11 6l-8.5 5z',
};

/** The sign of an event's group; its name is told beside it. */
export function GroupMark({ group }: { readonly group: EventGroup }): ReactNode {
  return (
    <svg className="tfi-log-mark" data-group={group} viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      <path d={SHAPES[group]} fill="currentColor" />
    </svg>
  );
}
