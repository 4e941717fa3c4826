import type { RecordedRow, RecordingView } from './recording.ts';

/** What an actor was at a row, and before that. */
export interface SnapshotsAt {
  /** The newest row that says what it was, up to the one asked for. */
  readonly now: RecordedRow | undefined;
  readonly before: RecordedRow | undefined;
  /** The event that the newest follows from, where it says which. */
  readonly event: RecordedRow['event'];
}

/** What an actor was when a row was recorded; without a row, at the end of what there is. */
export function snapshotsAt(
  { rows }: Pick<RecordingView, 'rows'>,
  actorKey: string,
  rowId: number = Infinity,
): SnapshotsAt {
  let now: RecordedRow | undefined;
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index];
    if (!row || row.id > rowId || row.actorKey !== actorKey || !row.snapshot) continue;
    if (now) return { now, before: row, event: now.event };
    now = row;
  }
  return { now, before: undefined, event: now?.event };
}
