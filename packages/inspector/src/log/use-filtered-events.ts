import type { Event } from '@twelvefold/core';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { createLogFilter, type LogFilter } from './filter-events.ts';
import type { LogIndex } from './log-index.ts';
import { makeSearchTexts } from './search-text.ts';

/** A part of a frame. */
const SLICE_MS = 5;

export interface FilteredEvents {
  readonly shown: readonly Event[];
  /** It is not what was asked for yet. */
  readonly isBehind: boolean;
}

/**
 * The events that a filter lets through. Typing never waits for it: it follows when there is time, and what events are searched
 * by is made beforehand in parts of a frame, from when `isWanted`.
 */
export function useFilteredEvents(
  events: readonly Event[],
  filter: LogFilter,
  { index, isWanted }: { readonly index: LogIndex; readonly isWanted: boolean },
): FilteredEvents {
  const [filterLog] = useState(createLogFilter);
  const asked = useDeferredValue(filter);
  const [made, setMade] = useState<{ readonly first: Event | undefined; readonly count: number }>();
  const count = made && made.first === events[0] ? made.count : 0;
  const isSearching = asked.text.trim() !== '';
  // What was logged since is few, and made as it is looked at.
  const isReady = !isSearching || (count > 0 ? true : events.length === 0);

  useEffect(() => {
    if (count > 0 || events.length === 0 || !(isWanted || isSearching)) return undefined;
    let at = 0;
    let timer = setTimeout(go, 0);
    return () => clearTimeout(timer);
    function go(): void {
      const endMs = performance.now() + SLICE_MS;
      at = makeSearchTexts(events, index, { from: at, isEnough: () => performance.now() > endMs });
      if (at < events.length) timer = setTimeout(go, 0);
      else setMade({ first: events[0], count: at });
    }
  }, [events, index, count, isWanted, isSearching]);

  const applied = useMemo(() => (isReady ? asked : { ...asked, text: '' }), [isReady, asked]);
  const shown = useMemo(() => filterLog(events, applied, index), [filterLog, events, applied, index]);
  return { shown, isBehind: asked !== filter || !isReady };
}
