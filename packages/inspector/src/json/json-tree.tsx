import { useMemo, type ReactNode } from 'react';
import { jsonNode } from './json-node.ts';
import { Tree } from './tree.tsx';

export interface JsonTreeProps {
  readonly value: unknown;
  /** What the tree is called where nobody sees it. */
  readonly label: string;
  /** What its first row is called. Default: nothing. */
  readonly name?: string;
}

/** A JSON value as a tree whose first level is open. */
export function JsonTree({ value, label, name = '' }: JsonTreeProps): ReactNode {
  const root = useMemo(
    () => ({ ...jsonNode(value, { key: '', name, path: '' }), isOpenAtFirst: true as const }),
    [value, name],
  );
  return <Tree root={root} label={label} />;
}
