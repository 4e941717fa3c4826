import type { RecordedActor } from './recording.ts';

/** An actor in the list, with how deep it stands: 1 for those without a parent. */
export interface ActorRow {
  readonly actor: RecordedActor;
  readonly level: number;
}

/** The actors as a tree, from the top: each behind its parent, in the order in which they were heard of. */
export function toActorRows(actors: readonly RecordedActor[]): readonly ActorRow[] {
  const known = new Set(actors.map(({ key }) => key));
  const children = Map.groupBy(actors, ({ key, parentKey }) =>
    parentKey !== undefined && parentKey !== key && known.has(parentKey) ? parentKey : '',
  );
  const rows: ActorRow[] = [];
  const seen = new Set<string>();
  const add = (parentKey: string, level: number): void => {
    for (const actor of children.get(parentKey) ?? []) {
      if (seen.has(actor.key)) continue;
      seen.add(actor.key);
      rows.push({ actor, level });
      add(actor.key, level + 1);
    }
  };
  add('', 1);
  // Two that each call the other their parent are nobody's children.
  for (const actor of actors) if (!seen.has(actor.key)) rows.push({ actor, level: 1 });
  return rows;
}
