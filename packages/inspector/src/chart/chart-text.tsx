import type { ReactNode } from 'react';
import type { Chart, ChartState } from './chart.ts';
import { groupedWords } from './state-words.ts';

/** A chart without a drawing: its states, which of them are active, and what leads where. */
export function ChartText({
  chart,
  active,
}: {
  readonly chart: Chart;
  readonly active: ReadonlySet<string>;
}): ReactNode {
  const root = chart.states[0];
  return root ? (
    <ul className="tfi-chart-text">
      <Item chart={chart} state={root} active={active} />
    </ul>
  ) : null;
}

interface ItemProps {
  readonly chart: Chart;
  readonly state: ChartState;
  readonly active: ReadonlySet<string>;
}

function Item({ chart, state, active }: ItemProps): ReactNode {
  const children = chart.states.filter(({ parent }) => parent === state.id);
  return (
    <li data-active={active.has(state.id) || undefined}>
      <strong>{state.key}</strong>
      {active.has(state.id) && <span className="tfi-badge">active</span>}
      {state.type !== 'atomic' && <span className="tfi-badge">{state.type}</span>}
      {state.tags.map((tag) => (
        <span key={tag} className="tfi-badge">
          {tag}
        </span>
      ))}
      {state.invokes.map(({ id, src }) => (
        <p key={id}>runs {src}</p>
      ))}
      {groupedWords(chart, state).map((words) => (
        <p key={words}>{words}</p>
      ))}
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Item key={child.id} chart={chart} state={child} active={active} />
          ))}
        </ul>
      )}
    </li>
  );
}
