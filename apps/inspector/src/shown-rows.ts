import type { RecordedActor, RecordedRow, RecordingView } from '@twelvefold/inspector/protocol';
import { valueText } from './value-text.ts';

/** Which rows somebody wants to see. */
export interface RowFilter {
  readonly text: string;
  /** This actor alone, as the one that an event came to or from. */
  readonly actorKey: string | undefined;
  /** Also what actors became, not only what was sent. */
  readonly withStates: boolean;
}

/** A row in words. */
export interface ShownRow {
  readonly row: RecordedRow;
  readonly from: string;
  readonly to: string;
  readonly what: string;
}

/** The rows that a filter lets through, in words. */
export function shownRows(
  { rows, actors }: RecordingView,
  { text, actorKey, withStates }: RowFilter,
): readonly ShownRow[] {
  const byKey = new Map(actors.map((actor) => [actor.key, actor]));
  const wanted = text.trim().toLowerCase();
  return rows.flatMap((row) => {
    if (row.kind !== 'event' && !withStates) return [];
    if (actorKey !== undefined && row.actorKey !== actorKey && row.sourceKey !== actorKey) return [];
    const shown = { row, from: nameOf(byKey, row.sourceKey), to: nameOf(byKey, row.actorKey), what: whatOf(row) };
    const words = `${shown.from} ${shown.to} ${shown.what}`.toLowerCase();
    return wanted === '' || words.includes(wanted) ? [shown] : [];
  });
}

function nameOf(byKey: ReadonlyMap<string, RecordedActor>, key: string | undefined): string {
  if (key === undefined) return '';
  return byKey.get(key)?.name ?? key.slice(key.lastIndexOf(' ') + 1);
}

function whatOf({ kind, event, snapshot }: RecordedRow): string {
  if (kind === 'event') return event?.type ?? '';
  const state = valueText(snapshot?.value) || (snapshot?.status ?? '');
  return kind === 'actor' ? `began${state === '' ? '' : `, ${state}`}` : state;
}
