import { useId, useRef, useState, type ReactNode } from 'react';
import { PaneTabs } from './pane-tabs.tsx';
import { PANES, type Pane } from './panes.ts';
import { useWidth } from './use-width.ts';

/** A column wants this much room, in CSS pixels. */
const COLUMN_PX = 440;

/** The panes side by side as far as there is room; the last column has tabs for those that are left. */
export function Columns(): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const count = Math.min(Math.max(Math.floor(width / COLUMN_PX), 1), PANES.length - 1);
  const open = PANES.slice(0, count - 1);
  return (
    <div className="tfi-columns" ref={box}>
      {open.map((pane) => (
        <Column key={pane.id} panes={[pane]} />
      ))}
      <Column key={`tabs-${count}`} panes={PANES.slice(count - 1)} />
    </div>
  );
}

function Column({ panes }: { readonly panes: readonly Pane[] }): ReactNode {
  const id = useId();
  const [chosen, choose] = useState(panes[0]?.id);
  const shown = panes.find((pane) => pane.id === chosen) ?? panes[0];
  if (!shown) return null;
  const { Body } = shown;
  return (
    <section className="tfi-column" aria-label={panes.length === 1 ? shown.title : undefined}>
      <PaneTabs panes={panes} shown={shown.id} id={id} onChoose={choose} />
      <div className="tfi-pane" role="tabpanel" id={`${id}-pane`} aria-labelledby={`${id}-${shown.id}`}>
        <Body />
      </div>
    </section>
  );
}
