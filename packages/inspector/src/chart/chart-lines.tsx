import { memo, type NamedExoticComponent, type ReactNode } from 'react';
import { ROW_PX, SIGN_PX, TEXT_PX } from './box-size.ts';
import type { ChartTransition } from './chart.ts';
import type { Row } from './drawing-of.ts';
import type { LaidLine, Layout, Point } from './layout.ts';
import { arrowOf, pathOf } from './path-of.ts';

export interface ChartLinesProps {
  readonly layout: Layout;
  /** The transitions that were taken last, in their order. */
  readonly trace: readonly ChartTransition[];
  /** Another one for each time that they were taken. */
  readonly traceKey: string;
  /** How often each was taken, by id of the transition. */
  readonly counts: ReadonlyMap<string, number> | undefined;
}

/** The lines between states, their words, and over them the way that was taken last. Read aloud by the states instead. */
export const ChartLines: NamedExoticComponent<ChartLinesProps> = memo(function ChartLines({
  layout,
  trace,
  traceKey,
  counts,
}: ChartLinesProps): ReactNode {
  return (
    <g aria-hidden="true">
      {layout.lines.map(({ line, points }) => (
        <g key={line.id} className="tfi-line">
          <path d={pathOf(points)} />
          <polygon points={arrowOf(points)} />
          {line.back.length > 0 && <polygon points={arrowOf(points.toReversed())} />}
        </g>
      ))}
      {layout.ports.map(({ id, x, y }) => (
        <circle key={`${id} ${x}`} className="tfi-port" cx={x} cy={y} r={4} />
      ))}
      {trace.flatMap(({ id }, index) => layout.lines.map((laid) => traced(laid, id, `${traceKey} ${index}`, index)))}
      {layout.lines.map(({ line, points, label }) => (
        <g key={line.id} className="tfi-words" data-traced={trace.some((one) => isOn(line, one.id)) || undefined}>
          <rect x={label.x} y={label.y} width={label.width} height={label.height} rx={4} />
          {line.words.map((row, index) => {
            const y = label.y + 2 + (index + 0.5) * (ROW_PX - 2);
            return (
              <g
                key={`${row.kind} ${row.full}`}
                data-traced={trace.some(({ id }) => row.ids.includes(id)) || undefined}
              >
                <title>{row.full}</title>
                {line.back.length > 0 && <Direction points={points} row={row} x={label.x + 8} y={y} />}
                <text
                  x={label.x + (line.back.length > 0 ? SIGN_PX + 3 : label.width / 2)}
                  y={y}
                  fontSize={TEXT_PX}
                  textAnchor={line.back.length > 0 ? 'start' : 'middle'}
                  dominantBaseline="central"
                >
                  {row.text}
                  {counts && ` ×${row.ids.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0)}`}
                </text>
              </g>
            );
          })}
        </g>
      ))}
    </g>
  );
});

function isOn({ there, back }: LaidLine['line'], id: string): boolean {
  return [...there, ...back].some((one) => one.id === id);
}

function traced({ line, points }: LaidLine, id: string, key: string, index: number): ReactNode {
  if (!isOn(line, id)) return null;
  const way = line.back.some((one) => one.id === id) ? points.toReversed() : points;
  return (
    <g key={key} className="tfi-trace" data-turn={index}>
      <path d={pathOf(way)} pathLength={1} />
      <polygon points={arrowOf(way)} />
    </g>
  );
}

interface DirectionProps {
  readonly points: readonly Point[];
  readonly row: Row;
  readonly x: number;
  readonly y: number;
}

/** Which way words go on a line that goes both ways. */
function Direction({ points, row, x, y }: DirectionProps): ReactNode {
  const [first = { x: 0, y: 0 }, last = first] = [points[0], points.at(-1)];
  const [dx, dy] = row.kind === 'back' ? [first.x - last.x, first.y - last.y] : [last.x - first.x, last.y - first.y];
  // The side that the line arrives at says more than how far it goes.
  const next = points.at(-2) ?? first;
  const isAcross = Math.abs(last.x - next.x) >= Math.abs(last.y - next.y);
  const turn = isAcross ? (dx >= 0 ? 0 : 180) : dy >= 0 ? 90 : 270;
  return <polygon points="-3,-3.5 4,0 -3,3.5" transform={`translate(${x} ${y}) rotate(${turn})`} />;
}
