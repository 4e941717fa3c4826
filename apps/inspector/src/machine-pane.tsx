import { activeOf, chartOf, StateChart, type ChartActor } from '@twelvefold/inspector/parts';
import type { RecordedActor } from '@twelvefold/inspector/protocol';
import { useMemo, type ReactNode } from 'react';
import { lastStep } from './last-step.ts';
import { useLooking } from './looking.ts';
import { valueText } from './value-text.ts';

/** Children that ended are many in the end: the last of them are shown. */
const MOST_CHILDREN = 12;

/** The machine of the actor that is looked at, with the states that it was in. */
export function MachinePane(): ReactNode {
  const { actor, row, snapshots, live } = useLooking();
  if (!actor) return <p className="tfi-empty">No actor is known yet.</p>;
  return (
    <>
      <div className="tfi-bar app-machine-bar">
        <b>{actor.name}</b>
        <span className="tfi-mono tfi-quiet">{valueText(snapshots.now?.snapshot?.value)}</span>
        {row && (
          <>
            <span className="tfi-spring" />
            <span className="tfi-badge">as of event {row.id}</span>
            <button type="button" className="tfi-button" onClick={live}>
              Follow
            </button>
          </>
        )}
      </div>
      {actor.config === undefined ? <NoMachine actor={actor} /> : <Drawn actor={actor} />}
    </>
  );
}

function Drawn({ actor }: { readonly actor: RecordedActor }): ReactNode {
  const { view, snapshots } = useLooking();
  const { chart, problems } = useMemo(() => chartOf(actor.config), [actor.config]);
  const value = snapshots.now?.snapshot?.value;
  const active = useMemo(() => (value === undefined ? [] : activeOf(chart, value)), [chart, value]);
  const last = useMemo(() => lastStep(chart, snapshots), [chart, snapshots]);
  const children = useMemo(() => childrenOf(view.actors, actor.key), [view, actor.key]);
  return (
    <>
      {problems.length > 0 && (
        <details className="app-note tfi-quiet">
          <summary>Not all of this machine could be read</summary>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </details>
      )}
      <div className="app-machine">
        <StateChart chart={chart} active={active} last={last} actors={children} />
      </div>
    </>
  );
}

function NoMachine({ actor: { isUnannounced, snapshot } }: { readonly actor: RecordedActor }): ReactNode {
  const words = isUnannounced
    ? 'This actor began before anybody listened, so its machine is not known. What it is can be seen under State.'
    : snapshot.value === undefined
      ? 'This actor is no machine: a promise, a callback or the like.'
      : 'The machine of this actor could not be read.';
  return <p className="tfi-empty">{words}</p>;
}

function childrenOf(actors: readonly RecordedActor[], parentKey: string): readonly ChartActor[] {
  const children = actors.filter((actor) => actor.parentKey === parentKey);
  const ended = children.filter(({ status }) => status !== 'active').slice(-MOST_CHILDREN);
  return children
    .filter((actor) => actor.status === 'active' || ended.includes(actor))
    .map(({ key, name, config, status }) => ({
      id: key,
      name,
      kind: config === undefined ? 'actor' : 'machine',
      status,
    }));
}
