import type { Compared } from './compare-requests.ts';
import type { Section } from './section.ts';

/** What the list of a request shows, from the top. */
export type Row =
  | { readonly kind: 'group'; readonly key: string; readonly title: string; readonly sections: readonly Section[] }
  | { readonly kind: 'prefix'; readonly key: string }
  | { readonly kind: 'section'; readonly key: string; readonly compared: Compared };

const TITLES = { tool: 'Tools', message: 'Messages' } as const;

/** The rows of a request: its groups with their sections, and a mark where the stable prefix ends. */
export function toRows(
  compared: readonly Compared[],
  { marksPrefix, onlyChanges }: { readonly marksPrefix: boolean; readonly onlyChanges: boolean },
): readonly Row[] {
  const first = compared.find(({ change }) => change !== 'same');
  return (['system', 'tool', 'message'] as const).flatMap((kind): readonly Row[] => {
    const group = compared.filter(({ section }) => section.kind === kind);
    const seen = onlyChanges ? group.filter(({ change }) => change !== 'same') : group;
    if (seen.length === 0) return [];
    const sections = group.flatMap(({ change, section }) => (change === 'removed' ? [] : [section]));
    return [
      // The instructions are one section, which says so itself.
      ...(kind === 'system' ? [] : [{ kind: 'group' as const, key: `group-${kind}`, title: TITLES[kind], sections }]),
      ...seen.flatMap((one): readonly Row[] => [
        ...(marksPrefix && one === first ? [{ kind: 'prefix' as const, key: 'prefix' }] : []),
        { kind: 'section', key: `${one.change === 'removed' ? 'was-' : ''}${one.section.id}`, compared: one },
      ]),
    ];
  });
}
