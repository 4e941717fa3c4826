import { memo, type FocusEvent, type KeyboardEvent, type NamedExoticComponent, type ReactNode } from 'react';
import { HEAD_PX, NAME_PX, ROW_PX, SIGN_PX, TEXT_PX } from './box-size.ts';
import type { Chart, ChartState } from './chart.ts';
import type { Box, Layout } from './layout.ts';
import { stateWords } from './state-words.ts';

export interface ChartBoxesProps {
  readonly chart: Chart;
  readonly layout: Layout;
  readonly active: ReadonlySet<string>;
  /** The state that Tab comes to. */
  readonly current: string;
  /** How many actors were spawned by what is active. */
  readonly actorCount: number;
  readonly onFocus: (id: string) => void;
}

/** The states of a chart, as a tree for those who walk it with the keyboard. */
export const ChartBoxes: NamedExoticComponent<ChartBoxesProps> = memo(function ChartBoxes(
  props: ChartBoxesProps,
): ReactNode {
  const { chart, layout, active, current, actorCount, onFocus } = props;
  const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
  const isInitial = new Set(chart.states.map(({ initial }) => initial));
  const innermost = chart.states.findLast(({ id }) => active.has(id))?.id;
  return (
    <g
      role="tree"
      aria-label={`States of ${chart.states[0]?.key ?? 'the machine'}`}
      onKeyDown={(event) => walk(event, chart)}
      onFocus={(event: FocusEvent<SVGGElement>) => {
        const id = event.target.getAttribute('data-state');
        if (id !== null) onFocus(id);
      }}
    >
      {chart.states.map((state) => {
        const box = boxes.get(state.id);
        if (!box) return null;
        const isActive = active.has(state.id);
        return (
          <g
            key={state.id}
            role="treeitem"
            className="tfi-state"
            tabIndex={state.id === current ? 0 : -1}
            aria-label={stateWords(chart, state, isActive)}
            aria-level={levelOf(chart, state)}
            aria-selected={isActive}
            data-state={state.id}
            data-type={state.type}
            data-root={state.parent === undefined || undefined}
            data-composite={chart.states.some(({ parent }) => parent === state.id) || undefined}
            data-region={chart.states.some(({ id, type }) => id === state.parent && type === 'parallel') || undefined}
          >
            <Shape state={state} box={box} />
            {isInitial.has(state.id) && <Initial box={box} />}
            {state.id === innermost && actorCount > 0 && <Count box={box} count={actorCount} />}
          </g>
        );
      })}
    </g>
  );
});

function Shape({ state, box }: { readonly state: ChartState; readonly box: Box }): ReactNode {
  const { x, y, width, height } = box;
  if (state.type === 'history')
    return (
      <>
        <circle cx={x + width / 2} cy={y + height / 2} r={width / 2} />
        <text x={x + width / 2} y={y + height / 2} fontSize={TEXT_PX} textAnchor="middle" dominantBaseline="central">
          {state.history === 'deep' ? 'H*' : 'H'}
        </text>
      </>
    );
  return (
    <>
      <title>
        {[state.id, state.description, ...state.tags.map((tag) => `tag: ${tag}`)].filter(Boolean).join('\n')}
      </title>
      <rect x={x} y={y} width={width} height={height} rx={8} />
      {state.type === 'final' && (
        <rect className="tfi-inner" x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={6} />
      )}
      <text className="tfi-name" x={x + 11} y={y + HEAD_PX / 2 + 1} fontSize={NAME_PX} dominantBaseline="central">
        {state.key}
      </text>
    </>
  );
}

/** What is written into the boxes. Not a part of the states, whose names say it all. */
export function ChartRows({ layout, active }: Pick<ChartBoxesProps, 'layout' | 'active'>): ReactNode {
  return (
    <g aria-hidden="true">
      {layout.boxes.map((box) => (
        <g key={box.id} data-active={active.has(box.id) || undefined}>
          <Rows box={box} />
        </g>
      ))}
    </g>
  );
}

function Rows({ box: { x, y, rows } }: { readonly box: Box }): ReactNode {
  return rows.map((row, index) => {
    const at = y + HEAD_PX + (index + 0.35) * ROW_PX;
    return (
      <g key={`${row.kind} ${row.full}`} className="tfi-row" data-kind={row.kind}>
        <title>{row.full}</title>
        {row.kind === 'invoke' ? <circle cx={x + 14} cy={at} r={3.5} /> : <path d={`M${x + 11},${at}h6`} />}
        <text x={x + 9 + SIGN_PX} y={at} fontSize={TEXT_PX} dominantBaseline="central">
          {row.text}
        </text>
      </g>
    );
  });
}

/** Where the state around it begins. */
function Initial({ box: { x, y } }: { readonly box: Box }): ReactNode {
  return (
    <g className="tfi-initial" aria-hidden="true">
      <circle cx={x + 2} cy={y - 10} r={3.5} />
      <path d={`M${x + 2},${y - 10}Q${x + 14},${y - 10} ${x + 14},${y - 4}`} />
      <polygon points={`${x + 14},${y} ${x + 10.5},${y - 5} ${x + 17.5},${y - 5}`} />
    </g>
  );
}

function Count({ box: { x, y, width }, count }: { readonly box: Box; readonly count: number }): ReactNode {
  return (
    <g className="tfi-count" aria-hidden="true">
      <circle cx={x + width - 2} cy={y + 2} r={9} />
      <text x={x + width - 2} y={y + 2} fontSize={TEXT_PX} textAnchor="middle" dominantBaseline="central">
        {count}
      </text>
    </g>
  );
}

function levelOf(chart: Chart, state: ChartState): number {
  const parent = chart.states.find(({ id }) => id === state.parent);
  return parent ? levelOf(chart, parent) + 1 : 1;
}

/** As in any tree: up and down through all, left to what is around, right into it. */
function walk(event: KeyboardEvent<SVGGElement>, { states }: Chart): void {
  const index = states.findIndex(({ id }) => id === (event.target as Element).getAttribute('data-state'));
  const at = states[index];
  if (!at) return;
  const next =
    event.key === 'ArrowDown'
      ? states[index + 1]
      : event.key === 'ArrowUp'
        ? states[index - 1]
        : event.key === 'ArrowLeft'
          ? states.find(({ id }) => id === at.parent)
          : event.key === 'ArrowRight'
            ? states.find(({ parent }) => parent === at.id)
            : event.key === 'Home'
              ? states[0]
              : event.key === 'End'
                ? states.at(-1)
                : undefined;
  if (!next) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<SVGGElement>('[data-state]')];
  items.find((item) => item.getAttribute('data-state') === next.id)?.focus({ preventScroll: true });
}
