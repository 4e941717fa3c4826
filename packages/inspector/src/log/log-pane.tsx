import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { countText } from '../json/preview-json.ts';
import { useMoment } from '../moment.ts';
import { EventDetails } from './event-details.tsx';
import { EventList } from './event-list.tsx';
import { FilterBar } from './filter-bar.tsx';
import { NO_FILTER, type LogFilter } from './filter-events.ts';
import { indexLog } from './log-index.ts';
import { StepTable } from './step-table.tsx';
import { useBars, type Scope } from './use-bars.ts';
import { TotalsStrip } from './totals-strip.tsx';
import { useFilteredEvents } from './use-filtered-events.ts';
import { Waterfall } from './waterfall.tsx';

const VIEWS = [
  { view: 'list', words: 'List' },
  { view: 'waterfall', words: 'Waterfall' },
  { view: 'tokens', words: 'Tokens' },
] as const;

/** Every event of the log: as a list, against time, and by the tokens that its steps took. */
export function LogPane(): ReactNode {
  const { events, seq } = useMoment();
  const [view, setView] = useState<(typeof VIEWS)[number]['view']>('list');
  const [filter, setFilter] = useState<LogFilter>(NO_FILTER);
  const [isAboutToFilter, setAboutToFilter] = useState(false);
  const [hasDetails, setDetails] = useState(false);
  const [scope, setScope] = useState<Scope>('run');
  const box = useRef<HTMLDivElement>(null);
  const index = useMemo(() => indexLog(events), [events]);
  const { shown, isBehind } = useFilteredEvents(events, filter, { index, isWanted: isAboutToFilter });
  const { bars, endMs } = useBars(view === 'list' ? undefined : scope);
  const event = events[seq - 1];

  const focusOn = (name: string): void => box.current?.querySelector<HTMLElement>(`[data-focus="${name}"]`)?.focus();
  const onKeyDown = (pressed: KeyboardEvent<HTMLElement>): void => {
    const { key, target } = pressed;
    if (
      key === '/' &&
      view === 'list' &&
      !(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)
    ) {
      pressed.preventDefault();
      focusOn('filter');
    } else if (key === 'Escape' && hasDetails) {
      pressed.stopPropagation();
      setDetails(false);
      focusOn('events');
    }
  };
  const toggleDetails = (): void => setDetails(!hasDetails);

  return (
    <div className="tfi-log" ref={box} onKeyDown={onKeyDown}>
      <div className="tfi-bar tfi-log-bar">
        <div className="tfi-choice" role="group" aria-label="How the log is shown">
          {VIEWS.map(({ view: one, words }) => (
            <button
              key={one}
              type="button"
              className="tfi-button"
              aria-pressed={view === one}
              onClick={() => setView(one)}
            >
              {words}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="tfi-button"
          aria-expanded={hasDetails}
          aria-disabled={!event}
          onClick={() => event && toggleDetails()}
        >
          Details
        </button>
        {view === 'list' ? (
          <FilterBar
            filter={filter}
            index={index}
            status={isBehind ? 'Searching …' : `${countText(shown.length)} of ${countText(events.length)}`}
            onChange={setFilter}
            onReady={() => setAboutToFilter(true)}
          />
        ) : (
          <TotalsStrip bars={bars} endMs={endMs} scope={scope} onScope={setScope} />
        )}
      </div>
      {view === 'list' && <EventList shown={shown} index={index} isBehind={isBehind} onDetails={toggleDetails} />}
      {view === 'waterfall' && <Waterfall bars={bars} endMs={endMs} onDetails={toggleDetails} />}
      {view === 'tokens' && <StepTable bars={bars} endMs={endMs} />}
      {hasDetails && event && (
        <EventDetails
          event={event}
          index={index}
          onFilter={(callId) => {
            setView('list');
            setFilter({ ...NO_FILTER, callId });
          }}
          onClose={() => {
            setDetails(false);
            focusOn('events');
          }}
        />
      )}
    </div>
  );
}
