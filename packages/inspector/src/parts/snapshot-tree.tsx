import { useMemo, type ReactNode } from 'react';
import { jsonNode } from '../json/json-node.ts';
import { Tree } from '../json/tree.tsx';
import type { TreeNode } from '../json/tree-node.ts';

export interface SnapshotTreeProps {
  readonly snapshot: unknown;
  /** What the tree is called where nobody sees it. */
  readonly label: string;
}

/** What an actor is, as a tree whose context is open, too. */
export function SnapshotTree({ snapshot, label }: SnapshotTreeProps): ReactNode {
  const root = useMemo((): TreeNode => {
    const node = jsonNode(snapshot, { key: '', name: 'snapshot', path: '' });
    const { children } = node;
    return children ? { ...node, isOpenAtFirst: true, children: () => children().map(opened) } : node;
  }, [snapshot]);
  return <Tree root={root} label={label} />;
}

function opened(node: TreeNode): TreeNode {
  return node.name === 'context' && node.children ? { ...node, isOpenAtFirst: true } : node;
}
