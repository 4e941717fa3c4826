import { useMemo, type ReactNode } from 'react';
import { Tree } from '../json/tree.tsx';
import type { JsonDiff } from '../state/diff-json.ts';
import { diffNode } from '../state/diff-node.ts';

export interface DiffTreeProps {
  readonly diff: JsonDiff;
  /** What the tree is called where nobody sees it. */
  readonly label: string;
}

/** How two JSON values differ, as a tree in which what changed is open. */
export function DiffTree({ diff, label }: DiffTreeProps): ReactNode {
  const root = useMemo(() => diffNode(diff, { key: '', name: '', path: '' }), [diff]);
  return <Tree root={root} label={label} />;
}
