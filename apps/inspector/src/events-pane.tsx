import { useVirtualizer } from '@tanstack/react-virtual';
import { useWidth } from '@twelvefold/inspector/parts';
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import type { RecordedRow } from '@twelvefold/inspector/protocol';
import { useLooking } from './looking.ts';
import { shownRows, type ShownRow } from './shown-rows.ts';

/** On a line, or on two where there is no room beside each other. */
const ROW_PX = 28;
const NARROW_ROW_PX = 46;
const WIDE_PX = 440;

/** What was sent, by whom and to whom, in order; a row that is chosen takes the other panes to its moment. */
export function EventsPane(): ReactNode {
  const id = useId();
  const { view, actor, row, goTo, live } = useLooking();
  const [text, setText] = useState('');
  const [isOne, setOne] = useState(false);
  const [withStates, setWithStates] = useState(false);
  const actorKey = isOne ? actor?.key : undefined;
  const shown = useMemo(() => shownRows(view, { text, actorKey, withStates }), [view, text, actorKey, withStates]);
  const at = row ? shown.findLastIndex(({ row: { id: rowId } }) => rowId <= row.id) : shown.length - 1;
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useWidth(box) < WIDE_PX;
  const rowPx = isNarrow ? NARROW_ROW_PX : ROW_PX;
  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves this component alone; nothing here is handed on to one that it does not.
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 12,
    getItemKey: (index) => shown[index]?.row.id ?? index,
  });
  const isLive = row === undefined;
  useEffect(() => rows.measure(), [rows, rowPx]);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [rows, at, isLive]);

  const go = (to: number): void => {
    const next = shown[Math.min(Math.max(to, 0), shown.length - 1)];
    if (next) goTo(next.row);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'Escape' && !isLive) return live();
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    go(at + steps);
  };
  const onClick = ({ target }: MouseEvent<HTMLElement>): void => {
    const clicked = (target as Element).closest<HTMLElement>('[data-index]');
    if (clicked) go(Number(clicked.dataset['index']));
  };
  const firstMs = view.rows[0]?.atMs ?? 0;

  return (
    <>
      <div className="tfi-bar app-filters">
        <input
          className="app-field"
          type="search"
          aria-label="Find in the events"
          placeholder="Find"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <label className="app-check">
          <input type="checkbox" checked={isOne} onChange={(event) => setOne(event.target.checked)} /> This actor
        </label>
        <label className="app-check">
          <input type="checkbox" checked={withStates} onChange={(event) => setWithStates(event.target.checked)} />{' '}
          States
        </label>
        <span className="tfi-spring" />
        <button type="button" className="tfi-button" aria-pressed={isLive} onClick={live}>
          Live
        </button>
      </div>
      {view.dropped > 0 && (
        <p className="app-note tfi-quiet">{view.dropped.toLocaleString('en-US')} older ones had to make room.</p>
      )}
      <div
        className="app-events"
        data-narrow={isNarrow || undefined}
        ref={box}
        role="listbox"
        aria-label="Events"
        tabIndex={0}
        {...(at >= 0 && { 'aria-activedescendant': `${id}-${at}` })}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {shown.length === 0 && (
          <div role="option" aria-selected={false} aria-disabled className="tfi-empty">
            {view.rows.length === 0 ? 'Nothing was sent yet.' : 'No event is like that.'}
          </div>
        )}
        <div role="presentation" className="app-rows" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const one = shown[index];
            if (!one) return null;
            return (
              <div
                key={key}
                id={`${id}-${index}`}
                role="option"
                className="app-event"
                aria-selected={!isLive && index === at}
                aria-posinset={index + 1}
                aria-setsize={shown.length}
                data-index={index}
                data-kind={one.row.kind}
                style={{ transform: `translateY(${start}px)`, height: rowPx }}
              >
                <EventRow shown={one} afterMs={one.row.atMs - firstMs} />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

function EventRow({
  shown: { from, to, what, row },
  afterMs,
}: {
  readonly shown: ShownRow;
  readonly afterMs: number;
}): ReactNode {
  return (
    <>
      <span className="app-event-time tfi-quiet">{timeText(afterMs)}</span>
      <span className="app-event-what">{what}</span>
      <span className="app-event-who tfi-quiet">{whoText(row, from, to)}</span>
    </>
  );
}

function whoText({ kind, sourceKey, actorKey }: RecordedRow, from: string, to: string): string {
  if (kind !== 'event' || sourceKey === undefined) return to;
  return sourceKey === actorKey ? `${to}, to itself` : `${from} → ${to}`;
}

/** `+1.20 s` after the first. */
function timeText(ms: number): string {
  return ms < 60_000
    ? `+${(ms / 1000).toFixed(2)} s`
    : `+${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}
