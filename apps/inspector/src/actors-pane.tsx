import { toActorRows, type RecordedActor } from '@twelvefold/inspector/protocol';
import { useId, useMemo, type KeyboardEvent, type MouseEvent, type CSSProperties, type ReactNode } from 'react';
import { useLooking } from './looking.ts';
import { valueText } from './value-text.ts';

/** All actors as a tree; the one that is picked is what the other panes show. */
export function ActorsPane(): ReactNode {
  const id = useId();
  const { view, actor: picked, pick } = useLooking();
  const rows = useMemo(() => toActorRows(view.actors), [view]);
  const at = rows.findIndex(({ actor }) => actor.key === picked?.key);
  const hasSenders = new Set(view.actors.map(({ sender }) => sender)).size > 1;

  const go = (box: HTMLElement, to: number): void => {
    const next = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (!next) return;
    pick(next.actor.key);
    box.children[rows.indexOf(next)]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(event.currentTarget, to);
  };
  const onClick = ({ target, currentTarget }: MouseEvent<HTMLElement>): void => {
    const row = (target as Element).closest<HTMLElement>('[data-row]');
    if (row) go(currentTarget, Number(row.dataset['row']));
  };

  return (
    <div
      className="app-actors"
      role="tree"
      aria-label="Actors"
      tabIndex={0}
      {...(at >= 0 && { 'aria-activedescendant': `${id}-${at}` })}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {rows.map(({ actor, level }, index) => (
        <div
          key={actor.key}
          id={`${id}-${index}`}
          role="treeitem"
          className="app-actor"
          aria-level={level}
          aria-selected={index === at}
          data-row={index}
          data-status={actor.status}
          style={{ '--level': Math.min(level, 8) } as CSSProperties}
        >
          <span className="app-actor-name">{actor.name}</span>
          <Status actor={actor} />
          <span className="app-actor-more tfi-quiet tfi-mono">
            {valueText(actor.snapshot.value)}
            {hasSenders && level === 1 && <span className="app-actor-sender">{actor.sender}</span>}
          </span>
        </div>
      ))}
    </div>
  );
}

function Status({ actor: { status } }: { readonly actor: RecordedActor }): ReactNode {
  return (
    <span className="tfi-badge app-status" data-status={status}>
      {status}
    </span>
  );
}
