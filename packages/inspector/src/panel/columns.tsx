import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
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
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = panes[(panes.indexOf(shown) + by + panes.length) % panes.length];
    if (by === 0 || !next) return;
    event.preventDefault();
    choose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-pane="${next.id}"]`)?.focus();
  };
  return (
    <section className="tfi-column" aria-label={panes.length === 1 ? shown.title : undefined}>
      <div className="tfi-tabs" role="tablist" aria-label="Panes" onKeyDown={onKeyDown}>
        {panes.map((pane) => (
          <button
            key={pane.id}
            type="button"
            role="tab"
            className="tfi-tab"
            id={`${id}-${pane.id}`}
            data-pane={pane.id}
            aria-selected={pane === shown}
            aria-controls={`${id}-pane`}
            tabIndex={pane === shown ? 0 : -1}
            onClick={() => choose(pane.id)}
          >
            {pane.title}
          </button>
        ))}
      </div>
      <div className="tfi-pane" role="tabpanel" id={`${id}-pane`} aria-labelledby={`${id}-${shown.id}`}>
        <Body />
      </div>
    </section>
  );
}
