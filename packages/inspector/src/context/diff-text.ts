import { diffLines } from 'diff';

/** Lines of two texts side by side; those that are the same in both and far from any change are a gap. */
export type DiffRow =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'gap'; readonly lines: number };

/** Lines around a change that are shown. */
const CONTEXT_LINES = 2;
/** Where it takes longer, the texts have little in common: all of one is shown, then all of the other. */
const TIMEOUT_MS = 200;

/** What changed from one text to another, line by line. Fetched when somebody looks at a change. */
export function diffText(before: string, after: string): readonly DiffRow[] {
  const changes = diffLines(before, after, { timeout: TIMEOUT_MS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  return changes.flatMap(({ value, added, removed }, index): readonly DiffRow[] => {
    const lines = value.replace(/\n$/, '').split('\n');
    if (added || removed) return lines.map((text) => ({ kind: added ? 'added' : 'removed', text }));
    const head = index === 0 ? 0 : CONTEXT_LINES;
    const tail = index === changes.length - 1 ? 0 : CONTEXT_LINES;
    if (lines.length <= head + tail + 1) return lines.map(same);
    return [
      ...lines.slice(0, head).map(same),
      { kind: 'gap', lines: lines.length - head - tail },
      ...lines.slice(lines.length - tail).map(same),
    ];
  });
}

function same(text: string): DiffRow {
  return { kind: 'same', text };
}
