import type { KeyboardEvent, ReactNode } from 'react';
import { useMoment } from '../moment.ts';
import { EVENT_GROUPS, groupOf } from './event-group.ts';
import { isFiltering, NO_FILTER, type LogFilter } from './filter-events.ts';
import type { LogIndex } from './log-index.ts';

export interface FilterBarProps {
  readonly filter: LogFilter;
  readonly index: LogIndex;
  /** How many are shown. */
  readonly status: string;
  readonly onChange: (filter: LogFilter) => void;
  /** Somebody is about to type. */
  readonly onReady: () => void;
}

/** The newest ones; older ones are found by text, or from an event's details. */
const CALLS_OFFERED = 100;

/** What is asked of events to be shown: a text, a type, a call. */
export function FilterBar({ filter, index, status, onChange, onReady }: FilterBarProps): ReactNode {
  const { events } = useMoment();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Escape' || filter.text === '') return;
    event.stopPropagation();
    onChange({ ...filter, text: '' });
  };
  return (
    <div className="tfi-log-filter" role="search" aria-label="Events">
      <input
        className="tfi-field tfi-log-text"
        type="search"
        data-focus="filter"
        aria-label="Text in events"
        aria-keyshortcuts="/"
        placeholder="Text in events ( / )"
        value={filter.text}
        onFocus={onReady}
        onPointerEnter={onReady}
        onKeyDown={onKeyDown}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <select
        className="tfi-field"
        aria-label="Type of events"
        value={filter.kind}
        onChange={(event) => onChange({ ...filter, kind: event.target.value })}
      >
        <option value="">All types</option>
        {typesByGroup(events.map(({ type }) => type)).map(({ group, words, types }) => (
          <optgroup key={group} label={words}>
            <option value={group}>{words}: all</option>
            {types.map((type) => (
              <option key={type} value={type}>
                {type}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <select
        className="tfi-field"
        aria-label="Call of events"
        value={filter.callId}
        onChange={(event) => onChange({ ...filter, callId: event.target.value })}
      >
        <option value="">All calls</option>
        {offered(index.callIds, filter.callId).map((callId) => (
          <option key={callId} value={callId}>
            {callId} {index.toolOf(callId)}
          </option>
        ))}
      </select>
      {isFiltering(filter) && (
        <>
          <span className="tfi-quiet tfi-log-status" role="status">
            {status}
          </span>
          <button type="button" className="tfi-button" onClick={() => onChange(NO_FILTER)}>
            Show all
          </button>
        </>
      )}
    </div>
  );
}

function typesByGroup(all: readonly string[]) {
  const types = [...new Set(all)].toSorted();
  return EVENT_GROUPS.map((one) => ({ ...one, types: types.filter((type) => groupOf(type) === one.group) })).filter(
    (one) => one.types.length > 0,
  );
}

function offered(callIds: readonly string[], chosen: string): readonly string[] {
  const newest = callIds.slice(-CALLS_OFFERED).toReversed();
  return chosen === '' || newest.includes(chosen) ? newest : [chosen, ...newest];
}
