import type { Event } from '@twelvefold/core';
import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useMoment } from '../moment.ts';
import { useWidth } from '../panel/use-width.ts';
import { EventRow } from './event-row.tsx';
import { scrollToRow, useRows } from './use-rows.ts';
import { indexUpTo } from './filter-events.ts';
import type { LogIndex } from './log-index.ts';

export interface EventListProps {
  readonly shown: readonly Event[];
  readonly index: LogIndex;
  readonly isBehind: boolean;
  readonly onDetails: () => void;
}

/** Below this width a row has two lines. */
const ONE_LINE_PX = 420;
const PAGE = 10;

/** Events in rows, of which only those are made that are seen. Going to one takes all panes there. */
export function EventList({ shown, index, isBehind, onDetails }: EventListProps): ReactNode {
  const { events, seq, isLive, goTo, live } = useMoment();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const isWide = useWidth(box) >= ONE_LINE_PX;
  const rowPx = isWide ? 26 : 42;
  const upTo = indexUpTo(shown, seq);
  const isHere = shown[upTo]?.seq === seq;
  const [isAtEnd, setAtEnd] = useState(true);
  const [wasLive, setWasLive] = useState(isLive);
  if (wasLive !== isLive) {
    setWasLive(isLive);
    if (isLive) setAtEnd(true);
  }
  const { made, keyOf, totalPx, viewPx } = useRows(box, { count: shown.length, rowPx });

  // The newest is followed by whoever is there; somebody who scrolled away stays where they are.
  const followedPx = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !isLive || !isAtEnd) return void (followedPx.current = 0);
    // Scrolled away a moment ago, of which `onScroll` has not heard yet.
    if (element.scrollTop <= Math.min(followedPx.current, element.scrollHeight - element.clientHeight) - rowPx) return;
    scrollToRow(element, shown.length - 1, { rowPx });
    followedPx.current = element.scrollTop;
  }, [isLive, isAtEnd, shown, viewPx, rowPx]);
  useLayoutEffect(() => {
    if (!isLive && upTo >= 0) scrollToRow(box.current, upTo, { rowPx });
  }, [isLive, upTo, viewPx, rowPx]);

  const onScroll = (): void => {
    const element = box.current;
    if (element) setAtEnd(totalPx - element.scrollTop - element.clientHeight < rowPx);
  };
  const goToIndex = (to: number): void => {
    const event = shown[Math.min(Math.max(to, 0), shown.length - 1)];
    if (event) goTo(event.seq);
  };
  /** From where the panel is by now: keys may be faster than what is drawn. */
  const goBy = (rows: number): void =>
    goTo((now) => {
      const from = indexUpTo(shown, now);
      // Between two rows, going up leads to the one above.
      const isBetween = shown[from]?.seq !== now;
      const to = from + rows + (isBetween && rows < 0 ? 1 : 0);
      return shown[Math.min(Math.max(to, 0), shown.length - 1)]?.seq ?? now;
    });
  const toNewest = (): void => {
    if (shown.at(-1) !== events.at(-1)) return goToIndex(shown.length - 1);
    setAtEnd(true);
    live();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const act = actOf(event.key);
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const actOf = (key: string): (() => void) | undefined => {
    switch (key) {
      case 'ArrowDown':
        return () => goBy(1);
      case 'ArrowUp':
        return () => goBy(-1);
      case 'PageDown':
        return () => goBy(PAGE);
      case 'PageUp':
        return () => goBy(-PAGE);
      case 'Home':
        return () => goToIndex(0);
      case 'End':
        return toNewest;
      case 'Enter':
        return onDetails;
      default:
        return undefined;
    }
  };
  const onClick = ({ target }: MouseEvent<HTMLElement>): void => {
    const row = (target as Element).closest<HTMLElement>('[data-seq]');
    if (row) goTo(Number(row.dataset['seq']));
  };

  const isHereMade = isHere && made.includes(upTo);
  return (
    <div className="tfi-log-box">
      <div
        className="tfi-log-list"
        ref={box}
        role="listbox"
        tabIndex={0}
        data-focus="events"
        data-wide={isWide || undefined}
        style={{ '--digits': String(events.length).length } as CSSProperties}
        aria-label="Events"
        aria-busy={isBehind}
        aria-activedescendant={isHereMade ? `${id}-${seq}` : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDetails}
      >
        <div className="tfi-log-rows" role="presentation" style={{ height: `${totalPx}px` }}>
          {made.map((at) => {
            const event = shown[at];
            if (!event) return null;
            const callId = index.callOf(event);
            return (
              <EventRow
                key={keyOf(at)}
                id={`${id}-${event.seq}`}
                event={event}
                beforeMs={events[event.seq - 2]?.atMs}
                callId={callId}
                tool={callId === undefined ? undefined : index.toolOf(callId)}
                isHere={event.seq === seq}
                position={at + 1}
                setSize={shown.length}
                topPx={at * rowPx}
                heightPx={rowPx}
              />
            );
          })}
        </div>
      </div>
      {shown.length === 0 && (
        <p className="tfi-empty">{events.length === 0 ? 'Nothing is logged yet.' : 'No event is like that.'}</p>
      )}
      {shown.length > 0 && seq > 0 && !isHere && <p className="tfi-log-note">Event {seq} is not among those shown.</p>}
      {!isAtEnd && isLive && (
        <button type="button" className="tfi-button tfi-log-newest" onClick={toNewest}>
          To the newest
        </button>
      )}
    </div>
  );
}
