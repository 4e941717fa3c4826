import type { KeyboardEvent, ReactNode } from 'react';

/** What a tab says of the pane behind it. */
export interface PaneTab {
  readonly id: string;
  readonly title: string;
}

export interface PaneTabsProps {
  readonly panes: readonly PaneTab[];
  /** The `id` of the pane that is shown, one of `panes`. */
  readonly shown: string;
  /** What the ids of the elements begin with: a tab is `<id>-<pane>`, and the element that it shows is to be `<id>-pane`. */
  readonly id: string;
  readonly onChoose: (paneId: string) => void;
}

/** Tabs above a pane: one of them is a stop of the Tab key, and the arrow keys go round. */
export function PaneTabs({ panes, shown, id, onChoose }: PaneTabsProps): ReactNode {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = panes.findIndex((pane) => pane.id === shown);
    const next = panes[(at + by + panes.length) % panes.length];
    if (by === 0 || !next) return;
    event.preventDefault();
    onChoose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-pane="${next.id}"]`)?.focus();
  };
  return (
    <div className="tfi-tabs" role="tablist" aria-label="Panes" onKeyDown={onKeyDown}>
      {panes.map((pane) => (
        <button
          key={pane.id}
          type="button"
          role="tab"
          className="tfi-tab"
          id={`${id}-${pane.id}`}
          data-pane={pane.id}
          aria-selected={pane.id === shown}
          aria-controls={`${id}-pane`}
          tabIndex={pane.id === shown ? 0 : -1}
          onClick={() => onChoose(pane.id)}
        >
          {pane.title}
        </button>
      ))}
    </div>
  );
}
