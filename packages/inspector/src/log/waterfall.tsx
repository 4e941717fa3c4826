import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useMoment } from '../moment.ts';
import { useWidth } from '../panel/use-width.ts';
import { hasMoment, momentsOf } from './describe-bar.ts';
import { toTimeScale } from './time-scale.ts';
import { spanOf, workOf } from './totals.ts';
import type { Bars } from './use-bars.ts';
import { scrollToRow, useRows } from './use-rows.ts';
import { WaterfallAxis } from './waterfall-axis.tsx';
import { WaterfallRow } from './waterfall-row.tsx';

export interface WaterfallProps extends Bars {
  readonly onDetails: () => void;
}

const ROW_PX = 26;
const AXIS_PX = 24;
/** A run of a long thread is some 100 pixels wide then; it can be seen by itself. */
const MOST_ZOOM = 64;

/** Model requests, calls and waits against time. Going to a part of one takes all panes to the event at which it began. */
export function Waterfall({ bars, endMs, onDetails }: WaterfallProps): ReactNode {
  const { events, seq, goTo } = useMoment();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [zoom, setZoom] = useState(1);
  const [chosen, choose] = useState('');
  const scale = useMemo(() => toTimeScale(workOf(bars, endMs), spanOf(bars, endMs)), [bars, endMs]);

  // Calls of one reply begin at the same event: which of them is meant is known where somebody went to it here.
  const here = useMemo(() => {
    const at = bars.findIndex((bar) => bar.id === chosen && hasMoment(bar, seq));
    if (at >= 0) return at;
    const own = bars.findIndex((bar) => hasMoment(bar, seq));
    return own >= 0 ? own : bars.findLastIndex((bar) => bar.seq <= seq);
  }, [bars, chosen, seq]);

  const labelPx = Math.min(Math.max(width * 0.42, 120), 260);
  const plotPx = Math.max(width - labelPx - 16, 80) * zoom;
  const { made, keyOf, totalPx } = useRows(box, { count: bars.length, rowPx: ROW_PX, headPx: AXIS_PX });
  const atMs = events[seq - 1]?.atMs;
  const at = atMs === undefined ? undefined : scale.at(atMs);
  useLayoutEffect(() => {
    if (here >= 0) scrollToRow(box.current, here, { rowPx: ROW_PX, headPx: AXIS_PX });
  }, [here, bars]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || at === undefined) return;
    const [left, room] = [at * plotPx, element.clientWidth - labelPx];
    if (left < element.scrollLeft || left > element.scrollLeft + room) element.scrollLeft = left - room / 2;
  }, [at, plotPx, labelPx]);

  /** Where somebody went here, until that is drawn: keys may be faster. */
  const went = useRef<{ readonly index: number; readonly seq: number }>(undefined);
  useLayoutEffect(() => void (went.current = undefined), [bars, seq]);
  const goInto = (index: number, toSeq?: number): void => {
    const bar = bars[index];
    if (!bar) return;
    went.current = { index, seq: toSeq ?? bar.seq };
    choose(bar.id);
    goTo(went.current.seq);
  };
  const goToBar = (to: number): void => goInto(Math.min(Math.max(to, 0), bars.length - 1));
  const goBy = (by: number): void => goToBar((went.current?.index ?? here) + by);
  const goAlong = (by: number): void => {
    const from = went.current ?? { index: here, seq };
    const bar = bars[from.index];
    const moments = bar ? momentsOf(bar) : [];
    const next = moments[moments.indexOf(from.seq) + by];
    if (next !== undefined) goInto(from.index, next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => goBy(1),
      ArrowUp: () => goBy(-1),
      ArrowRight: () => goAlong(1),
      ArrowLeft: () => goAlong(-1),
      Home: () => goToBar(0),
      End: () => goToBar(bars.length - 1),
      Enter: onDetails,
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const onClick = ({ target }: MouseEvent<HTMLElement>): void => {
    const row = (target as Element).closest<HTMLElement>('[data-bar]');
    const part = (target as Element).closest<HTMLElement>('[data-seq]')?.dataset['seq'];
    if (row) goInto(Number(row.dataset['bar']), part === undefined ? undefined : Number(part));
  };

  const style = { '--label': `${labelPx}px`, '--plot': `${plotPx}px` } as CSSProperties;
  return (
    <div className="tfi-log-box">
      <div
        className="tfi-wf"
        ref={box}
        role="listbox"
        tabIndex={0}
        data-focus="events"
        aria-label="Waterfall"
        aria-activedescendant={made.includes(here) ? `${id}-${here}` : undefined}
        style={style}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDetails}
      >
        <div className="tfi-wf-all" role="presentation" style={{ height: `${totalPx}px` }}>
          <WaterfallAxis scale={scale} at={at} widthPx={plotPx} />
          {made.map((index) => {
            const bar = bars[index];
            return (
              bar && (
                <WaterfallRow
                  key={keyOf(index)}
                  id={`${id}-${index}`}
                  bar={bar}
                  scale={scale}
                  endMs={endMs}
                  isHere={index === here}
                  index={index}
                  count={bars.length}
                  topPx={AXIS_PX + index * ROW_PX}
                />
              )
            );
          })}
        </div>
      </div>
      {bars.length > 0 && (
        <div className="tfi-choice tfi-wf-zoom" role="group" aria-label="Zoom">
          <button
            type="button"
            className="tfi-button"
            aria-label="Zoom out"
            onClick={() => setZoom(Math.max(zoom / 2, 1))}
          >
            −
          </button>
          <button
            type="button"
            className="tfi-button"
            aria-label="Zoom in"
            onClick={() => setZoom(Math.min(zoom * 2, MOST_ZOOM))}
          >
            +
          </button>
        </div>
      )}
      {bars.length === 0 && <p className="tfi-empty">Nothing took any time yet.</p>}
    </div>
  );
}
