import { useMemo, useState, type ReactNode } from 'react';
import { useMoment, type Moment } from '../moment.ts';
import { activeStates, chartOfAgent } from './chart-of-agent.ts';
import { StateChart, type LastStep, type StateChartProps } from './state-chart.tsx';
import { stepKinds, takenChart, takenCounts, type StepKind } from './taken-chart.ts';
import { takenSteps } from './taken-steps.ts';
import { useActors } from './use-actors.ts';

type ViewName = 'Chart' | 'Taken';

const VIEWS: readonly { readonly name: ViewName; readonly title: string }[] = [
  { name: 'Chart', title: 'All that the machine can do' },
  { name: 'Taken', title: 'The steps that this log took' },
];

/** The agent's machine at the moment: its states, the step that the event at the moment made, and the actors at work. */
export function MachinePane(): ReactNode {
  const moment = useMoment();
  const { definition, state, timeline, events, seq } = moment;
  const actors = useActors(moment);
  const [view, setView] = useState<ViewName>('Chart');
  const active = useMemo(() => activeStates(definition, state), [definition, state]);
  const last = useMemo((): LastStep | undefined => {
    const event = events[seq - 1];
    const [from, to] = [activeStates(definition, timeline.stateAt(seq - 1)).at(-1), active.at(-1)];
    return event && from !== undefined && to !== undefined ? { from, to, label: event.type, key: seq } : undefined;
  }, [definition, timeline, events, seq, active]);
  const taken = useTaken(moment, view === 'Taken');
  const seen = { active, last, actors };
  const bar = (
    <>
      <div className="tfi-chart-views" role="group" aria-label="Shown as">
        {VIEWS.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className="tfi-button"
            title={title}
            aria-pressed={view === name}
            onClick={() => setView(name)}
          >
            {name}
          </button>
        ))}
      </div>
      {last ? <Told last={last} /> : <p>Nothing was logged yet.</p>}
    </>
  );
  return <StateChart {...(view === 'Taken' ? taken : { chart: chartOfAgent(definition) })} {...seen} bar={bar} />;
}

/** The steps that this log took, each as often as up to the moment; nothing while nobody looks. */
function useTaken({ definition, events, seq }: Moment, isShown: boolean): Pick<StateChartProps, 'chart' | 'counts'> {
  const steps = useMemo(() => (isShown ? takenSteps(definition, events) : []), [isShown, definition, events]);
  const counts = useMemo(() => takenCounts(steps, seq), [steps, seq]);
  // Text, so that the drawing is the same until there is a kind of step that it has not.
  const kinds = JSON.stringify(stepKinds(steps));
  const chart = useMemo(
    () => takenChart(chartOfAgent(definition), JSON.parse(kinds) as readonly StepKind[]),
    [definition, kinds],
  );
  return { chart, counts };
}

/** The last step in words. */
function Told({ last: { from, to, label } }: { readonly last: LastStep }): ReactNode {
  const name = (id: string): string => id.slice(id.lastIndexOf('.') + 1);
  const step = from === to ? `stays ${name(to)}` : `${name(from)} → ${name(to)}`;
  return (
    <p title={`${step} on ${label}`}>
      {step} <span className="tfi-quiet">on {label}</span>
    </p>
  );
}
