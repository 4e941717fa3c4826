import { countChanges, DiffTree, diffJson, JsonTree, SnapshotTree } from '@twelvefold/inspector/parts';
import { useMemo, useState, type ReactNode } from 'react';
import { useLooking } from './looking.ts';

type Part = 'state' | 'changes' | 'event';

/** What the actor is, what changed in it, and the event that it follows from, all as data. */
export function StatePane(): ReactNode {
  const { snapshots, row } = useLooking();
  const [part, choose] = useState<Part>('state');
  const now = snapshots.now?.snapshot;
  const before = snapshots.before?.snapshot;
  const event = row?.kind === 'event' ? row.event : snapshots.event;
  const diff = useMemo(() => (before ? diffJson(before, now) : undefined), [before, now]);
  if (!now && !event) return <p className="tfi-empty">Nothing is known of what this actor is.</p>;
  return (
    <>
      <div className="tfi-bar app-parts" role="group" aria-label="What is shown">
        <PartButton part="state" chosen={part} choose={choose}>
          State
        </PartButton>
        <PartButton part="changes" chosen={part} choose={choose}>
          Changes{before ? ` (${countChanges(diff)})` : ''}
        </PartButton>
        <PartButton part="event" chosen={part} choose={choose}>
          Event
        </PartButton>
      </div>
      {part === 'state' && <SnapshotTree snapshot={now} label="State" />}
      {part === 'changes' &&
        (diff ? (
          <DiffTree diff={diff} label="Changes" />
        ) : (
          <p className="tfi-empty">{before ? 'Nothing changed.' : 'This is the first that is known of it.'}</p>
        ))}
      {part === 'event' &&
        (event ? (
          <JsonTree value={event} label="Event" name="event" />
        ) : (
          <p className="tfi-empty">No event led here.</p>
        ))}
    </>
  );
}

function PartButton({
  part,
  chosen,
  choose,
  children,
}: {
  readonly part: Part;
  readonly chosen: Part;
  readonly choose: (part: Part) => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button type="button" className="tfi-button" aria-pressed={part === chosen} onClick={() => choose(part)}>
      {children}
    </button>
  );
}
