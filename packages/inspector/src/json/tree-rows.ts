import type { TreeNode } from './tree-node.ts';

/** A node of a tree that is seen. */
export interface TreeRow {
  readonly node: TreeNode;
  /** 1 for the root. */
  readonly level: number;
  /** From 1, among those beside it. */
  readonly position: number;
  readonly setSize: number;
  /** Absent where nothing opens. */
  readonly isOpen?: boolean;
}

/** The rows that are seen of a tree, from the top. `toggled` has the keys of nodes that are not as they were at first. */
export function toTreeRows(root: TreeNode, toggled: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (nodes: readonly TreeNode[], level: number): void => {
    for (const [index, node] of nodes.entries()) {
      const at = { node, level, position: index + 1, setSize: nodes.length };
      if (!node.children) {
        rows.push(at);
        continue;
      }
      const isOpen = toggled.has(node.key) !== (node.isOpenAtFirst ?? false);
      rows.push({ ...at, isOpen });
      if (isOpen) add(node.children(), level + 1);
    }
  };
  add([root], 1);
  return rows;
}

/** Where a key of the keyboard leads in a tree. */
export type TreeMove = { readonly to: number } | { readonly toggle: string };

/** What an arrow key, Home, End, Enter or the space bar does at a row, as in the ARIA Authoring Practices; nothing for others. */
export function moveInTree(rows: readonly TreeRow[], at: number, pressed: string): TreeMove | undefined {
  const row = rows[at];
  if (!row) return undefined;
  const { node, level, isOpen } = row;
  switch (pressed) {
    case 'ArrowDown':
      return { to: Math.min(at + 1, rows.length - 1) };
    case 'ArrowUp':
      return { to: Math.max(at - 1, 0) };
    case 'Home':
      return { to: 0 };
    case 'End':
      return { to: rows.length - 1 };
    case 'ArrowRight':
      if (isOpen === undefined) return undefined;
      return isOpen ? { to: at + 1 } : { toggle: node.key };
    case 'ArrowLeft': {
      if (isOpen) return { toggle: node.key };
      const parent = rows.slice(0, at).findLastIndex((other) => other.level < level);
      return parent < 0 ? undefined : { to: parent };
    }
    case 'Enter':
    case ' ':
      return isOpen === undefined ? undefined : { toggle: node.key };
    default:
      return undefined;
  }
}
