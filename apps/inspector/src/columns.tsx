import { PaneTabs, useWidth } from '@twelvefold/inspector/parts';
import { useId, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { ActorsPane } from './actors-pane.tsx';
import { EventsPane } from './events-pane.tsx';
import { MachinePane } from './machine-pane.tsx';
import { StatePane } from './state-pane.tsx';

interface Pane {
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType;
}

const PANES: readonly Pane[] = [
  { id: 'actors', title: 'Actors', Body: ActorsPane },
  { id: 'machine', title: 'Machine', Body: MachinePane },
  { id: 'events', title: 'Events', Body: EventsPane },
  { id: 'state', title: 'State', Body: StatePane },
];
/** From this width on, in CSS pixels, there is one column more. */
const WIDTHS = [0, 560, 840, 1320];

/** The panes side by side as far as there is room; the last column has tabs for those that are left. */
export function Columns(): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const count = WIDTHS.filter((from) => width >= from).length;
  return (
    <div className="tfi-columns app-columns" ref={box}>
      {PANES.slice(0, count - 1).map((pane) => (
        <Column key={pane.id} panes={[pane]} />
      ))}
      <Column key={`tabs-${count}`} panes={PANES.slice(count - 1)} />
    </div>
  );
}

function Column({ panes }: { readonly panes: readonly Pane[] }): ReactNode {
  const id = useId();
  // Where all stand behind one another, the machine is what people come for.
  const [chosen, choose] = useState(panes.length === PANES.length ? 'machine' : panes[0]?.id);
  const shown = panes.find((pane) => pane.id === chosen) ?? panes[0];
  if (!shown) return null;
  const { Body } = shown;
  return (
    <section className="tfi-column" data-pane-of={panes.length === 1 ? shown.id : 'tabs'} aria-label={shown.title}>
      {panes.length === 1 ? (
        <h2 className="app-pane-title">{shown.title}</h2>
      ) : (
        <PaneTabs panes={panes} shown={shown.id} id={id} onChoose={choose} />
      )}
      <div
        className="tfi-pane"
        id={`${id}-pane`}
        {...(panes.length > 1 && { role: 'tabpanel', 'aria-labelledby': `${id}-${shown.id}` })}
      >
        <Body />
      </div>
    </section>
  );
}
