import {
  snapshotsAt,
  type RecordedActor,
  type RecordedRow,
  type RecordingView,
  type SnapshotsAt,
} from '@twelvefold/inspector/protocol';
import { createContext, useContext } from 'react';

/** What the panes show: a recording, and the place in it that somebody looks at. */
export interface Looking {
  readonly view: RecordingView;
  readonly actor: RecordedActor | undefined;
  /** What the actor was there, and before that. */
  readonly snapshots: SnapshotsAt;
  /** The row that is looked at; absent while the newest is followed. */
  readonly row: RecordedRow | undefined;
  /** Looks at an actor, and follows it. */
  readonly pick: (actorKey: string) => void;
  /** Looks at what was true when this row was recorded. */
  readonly goTo: (row: RecordedRow) => void;
  /** Follows the newest again. */
  readonly live: () => void;
}

/** What somebody chose to look at. */
export interface Choice {
  readonly actorKey?: string;
  readonly rowId?: number;
}

export const LookingContext = createContext<Looking | undefined>(undefined);

/** @throws TypeError outside of the app. */
export function useLooking(): Looking {
  const looking = useContext(LookingContext);
  if (!looking) throw new TypeError('There is no LookingContext above this component.');
  return looking;
}

/** What a choice comes to in this view: the first machine where nothing was chosen, or what was chosen is gone. */
export function lookAt(view: RecordingView, choice: Choice): Pick<Looking, 'actor' | 'row' | 'snapshots'> {
  const { actors, rows } = view;
  const actor =
    actors.find(({ key }) => key === choice.actorKey) ?? actors.find(({ config }) => config !== undefined) ?? actors[0];
  const row = choice.rowId === undefined ? undefined : rows.find(({ id }) => id === choice.rowId);
  const recorded = actor
    ? snapshotsAt(view, actor.key, row?.id)
    : { now: undefined, before: undefined, event: undefined };
  return { actor, row, snapshots: recorded };
}
