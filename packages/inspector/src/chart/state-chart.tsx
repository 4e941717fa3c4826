import { useImperativeHandle, useMemo, useRef, useState, type ReactNode, type Ref } from 'react';
import type { Chart } from './chart.ts';
import { ChartBoxes, ChartRows } from './chart-boxes.tsx';
import { ChartLines } from './chart-lines.tsx';
import { ChartText } from './chart-text.tsx';
import { bestLayout, type Layout } from './layout.ts';
import { traceOf, type Step } from './trace-of.ts';
import { useLayouts } from './use-layouts.ts';
import { useRoom, type Room } from './use-room.ts';
import { useView } from './use-view.ts';

/** An actor that a machine has started. */
export interface ChartActor {
  readonly id: string;
  readonly name: string;
  /** What it is: a tool, a timer, a machine. */
  readonly kind: string;
  /** What it does now: `active`, `done`. */
  readonly status: string;
}

/** The step that a machine took last. One with another `key` is shown as another, however alike. */
export interface LastStep extends Step {
  readonly key?: string | number;
}

export interface StateChartProps {
  readonly chart: Chart;
  /** Ids of the states that the machine is in, those around them too. */
  readonly active: readonly string[];
  readonly last?: LastStep | undefined;
  readonly actors?: readonly ChartActor[];
  /** How often each transition was taken, by its id; shown behind its words. */
  readonly counts?: ReadonlyMap<string, number>;
  /** What stands in the bar above it, before the buttons that zoom. */
  readonly bar?: ReactNode;
}

const NO_ACTORS: readonly ChartActor[] = [];
const ZOOM = 1.25;

/**
 * Any machine as a statechart: what is active is lit, the last step is traced, and actors are told of below. Fits the room
 * that it has, and is dragged, zoomed and walked through with the keyboard; `As text` says the same in words.
 */
export function StateChart({ chart, active, last, actors = NO_ACTORS, counts, bar }: StateChartProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const controls = useRef<ChartControls>(null);
  const room = useRoom(box);
  const layouts = useLayouts(chart);
  const [isText, setText] = useState(false);
  const lit = useMemo(() => new Set(active), [active]);
  const layout = useMemo(() => (typeof layouts === 'string' ? undefined : bestLayout(layouts, room)), [layouts, room]);
  const cannot = layouts === 'too large' || layouts === 'failed';
  const isDrawn = !isText && !cannot;
  return (
    <div className="tfi-chart">
      <div className="tfi-chart-bar">
        {bar}
        <span className="tfi-spring" />
        {!cannot && (
          <button type="button" className="tfi-button" aria-pressed={isText} onClick={() => setText(!isText)}>
            As text
          </button>
        )}
        {isDrawn && (
          <div className="tfi-chart-views" role="group" aria-label="Zoom">
            <button
              type="button"
              className="tfi-button"
              aria-label="Zoom out"
              onClick={() => controls.current?.zoom(1 / ZOOM)}
            >
              −
            </button>
            <button
              type="button"
              className="tfi-button"
              aria-label="Zoom in"
              onClick={() => controls.current?.zoom(ZOOM)}
            >
              +
            </button>
            <button type="button" className="tfi-button" onClick={() => controls.current?.fit()}>
              Fit
            </button>
          </div>
        )}
      </div>
      <div className="tfi-chart-room" ref={box}>
        {layout && isDrawn && room.width > 0 && (
          <Drawing
            chart={chart}
            layout={layout}
            room={room}
            active={lit}
            last={last}
            counts={counts}
            actorCount={actors.length}
            controls={controls}
          />
        )}
        {!isDrawn && (
          // A list that scrolls is reached by the keyboard.
          <div className="tfi-chart-words" tabIndex={0} role="region" aria-label="The machine as text">
            {cannot && (
              <p className="tfi-quiet">This machine is {layouts === 'failed' ? 'not' : 'too large to be'} drawn.</p>
            )}
            <ChartText chart={chart} active={lit} />
          </div>
        )}
      </div>
      {actors.length > 0 && (
        <ul className="tfi-actors" aria-label="Actors">
          {actors.map(({ id, name, kind, status }) => (
            <li key={id} data-status={status} title={id}>
              <span className="tfi-mono">{name}</span> <span className="tfi-quiet">{`${kind}, ${status}`}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface DrawingProps {
  readonly chart: Chart;
  readonly layout: Layout;
  readonly room: Room;
  readonly active: ReadonlySet<string>;
  readonly last: LastStep | undefined;
  readonly counts: ReadonlyMap<string, number> | undefined;
  readonly actorCount: number;
  readonly controls: Ref<ChartControls>;
}

/** What the buttons above a drawing do. */
interface ChartControls {
  readonly zoom: (by: number) => void;
  readonly fit: () => void;
}

function Drawing({ chart, layout, room, active, last, counts, actorCount, controls }: DrawingProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const innermost = chart.states.findLast(({ id }) => active.has(id))?.id ?? chart.id;
  const around = useMemo(() => layout.boxes.find(({ id }) => id === innermost), [layout, innermost]);
  const { view, isFit, zoom, fit, show, ...handlers } = useView(frame, layout, room, around);
  const [focused, setFocused] = useState<string>();
  const current = chart.states.some(({ id }) => id === focused) ? (focused ?? innermost) : innermost;
  const trace = useMemo(() => (last ? traceOf(chart, last) : []), [chart, last]);
  useImperativeHandle(controls, () => ({ zoom, fit }));
  return (
    <div
      ref={frame}
      className="tfi-chart-frame"
      role="group"
      aria-label={`Statechart of ${chart.states[0]?.key ?? 'the machine'}: arrow keys move it, plus and minus zoom, 0 fits it`}
      tabIndex={0}
      {...handlers}
      onPointerCancel={handlers.onPointerUp}
    >
      <svg width={room.width} height={room.height}>
        <g
          className="tfi-chart-view"
          data-fit={isFit || undefined}
          style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        >
          <ChartBoxes
            chart={chart}
            layout={layout}
            active={active}
            current={current}
            actorCount={actorCount}
            onFocus={(id) => {
              setFocused(id);
              const found = layout.boxes.find((one) => one.id === id);
              if (found) show(found);
            }}
          />
          <ChartRows layout={layout} active={active} />
          <ChartLines layout={layout} trace={trace} traceKey={String(last?.key ?? '')} counts={counts} />
        </g>
      </svg>
    </div>
  );
}
