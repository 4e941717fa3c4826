import { useAgentActor, type LiveAgent } from '@twelvefold/react';
import { useMemo, useState, type ReactNode } from 'react';
import { useMoment, type Moment } from '../moment.ts';
import { actorOfChild, actorsOf, type Child } from './actors-of.ts';
import { activeStates, chartOfAgent } from './chart-of-agent.ts';
import { StateChart, type ChartActor, type LastStep } from './state-chart.tsx';

type ViewName = 'Chart' | 'Taken';

const VIEWS: readonly ViewName[] = ['Chart', 'Taken'];

/** The agent's machine at the moment: its states, the step that the event at the moment made, and the actors at work. */
export function MachinePane(): ReactNode {
  const moment = useMoment();
  const { agent, isLive, definition, state } = moment;
  if (agent && isLive) return <LiveMachine agent={agent} moment={moment} />;
  return <Machine moment={moment} actors={actorsOf(definition, state)} />;
}

function LiveMachine({ agent, moment }: { readonly agent: LiveAgent; readonly moment: Moment }): ReactNode {
  // Text, so that what did not change is the same.
  const text = useAgentActor(agent, ({ children }) => JSON.stringify(Object.entries(children).map(childOf)));
  const { state } = moment;
  const actors = useMemo(
    () => (JSON.parse(text) as readonly Child[]).map((child) => actorOfChild(child, state)),
    [text, state],
  );
  return <Machine moment={moment} actors={actors} />;
}

interface Actor {
  readonly src: unknown;
  readonly getSnapshot: () => unknown;
}

function childOf([id, actor]: readonly [string, Actor | undefined]): Child {
  const { status } = (actor?.getSnapshot() ?? {}) as { readonly status?: string };
  return { id, src: typeof actor?.src === 'string' ? actor.src : 'actor', status: status ?? 'stopped' };
}

interface MachineProps {
  readonly moment: Moment;
  readonly actors: readonly ChartActor[];
}

function Machine({ moment, actors }: MachineProps): ReactNode {
  const { definition, state, timeline, events, seq } = moment;
  const active = useMemo(() => activeStates(definition, state), [definition, state]);
  const last = useMemo((): LastStep | undefined => {
    const event = events[seq - 1];
    const [from, to] = [activeStates(definition, timeline.stateAt(seq - 1)).at(-1), active.at(-1)];
    return event && from !== undefined && to !== undefined ? { from, to, label: event.type, key: seq } : undefined;
  }, [definition, timeline, events, seq, active]);
  const [view, setView] = useState<ViewName>('Chart');
  return (
    <div className="tfi-machine">
      <div className="tfi-machine-bar">
        <div className="tfi-machine-views" role="group" aria-label="Shown as">
          {VIEWS.map((name) => (
            <button
              key={name}
              type="button"
              className="tfi-button"
              aria-pressed={view === name}
              onClick={() => setView(name)}
            >
              {name}
            </button>
          ))}
        </div>
        <p>{last ? <Told last={last} /> : 'Nothing was logged yet.'}</p>
      </div>
      <StateChart chart={chartOfAgent(definition)} active={active} last={last} actors={actors} />
    </div>
  );
}

/** The last step in words. */
function Told({ last: { from, to, label } }: { readonly last: LastStep }): ReactNode {
  const name = (id: string): string => id.slice(id.lastIndexOf('.') + 1);
  return (
    <>
      <span className="tfi-mono">{label}</span>: {from === to ? 'stays ' : `${name(from)} → `}
      <strong>{name(to)}</strong>
    </>
  );
}
