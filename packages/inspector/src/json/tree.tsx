import { memo, useId, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import type { TreeNode } from './tree-node.ts';
import { moveInTree, toTreeRows } from './tree-rows.ts';

export interface TreeProps {
  readonly root: TreeNode;
  readonly label: string;
}

const NONE: ReadonlySet<string> = new Set();
const MARKS = { added: '+', removed: '−', changed: '±' };

/**
 * A tree of which only what is open is made. Arrow keys move and open, and the node they are at can be copied. What is open
 * stays open when another root takes the place of this one, as far as it has the same keys.
 */
export function Tree({ root, label }: TreeProps): ReactNode {
  const id = useId();
  const [toggled, setToggled] = useState(NONE);
  const [active, setActive] = useState(root.key);
  const rows = toTreeRows(root, toggled);
  const at = Math.max(
    rows.findIndex(({ node }) => node.key === active),
    0,
  );
  const current = rows[at]?.node ?? root;
  const toggle = (key: string): void => {
    const next = new Set(toggled);
    if (!next.delete(key)) next.add(key);
    setToggled(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveInTree(rows, at, event.key);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    if ('toggle' in move) return toggle(move.toggle);
    setActive(rows[move.to]?.node.key ?? active);
    event.currentTarget.children[move.to]?.scrollIntoView({ block: 'nearest' });
  };
  const onClick = ({ target }: MouseEvent<HTMLElement>): void => {
    const row = rows[Number((target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'] ?? NaN)];
    if (!row) return;
    setActive(row.node.key);
    if (row.isOpen !== undefined) toggle(row.node.key);
  };

  return (
    <div className="tfi-tree-box">
      <div
        className="tfi-tree"
        role="tree"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {rows.map(({ node, level, position, setSize, isOpen }, index) => (
          <Row
            key={node.key}
            id={`${id}-${index}`}
            index={index}
            name={node.name}
            preview={isOpen ? (node.previewOpen ?? '') : node.preview}
            before={isOpen ? undefined : node.before}
            kind={node.kind}
            mark={node.mark}
            level={level}
            position={position}
            setSize={setSize}
            isOpen={isOpen}
            isActive={index === at}
          />
        ))}
      </div>
      <div className="tfi-tree-foot">
        <span className="tfi-mono tfi-quiet tfi-tree-path">{current.path || 'all of it'}</span>
        <CopyButton text={() => current.path}>Copy path</CopyButton>
        <CopyButton text={() => textOf(current.value())}>Copy value</CopyButton>
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly name: string;
  readonly preview: string;
  readonly before: string | undefined;
  readonly kind: TreeNode['kind'];
  readonly mark: TreeNode['mark'];
  readonly level: number;
  readonly position: number;
  readonly setSize: number;
  readonly isOpen: boolean | undefined;
  readonly isActive: boolean;
}

/** Given texts and numbers only, so that what is not another one is not rendered, however its tree was made. */
const Row = memo(function Row(props: RowProps): ReactNode {
  const { id, index, name, preview, before, kind, mark, level, position, setSize, isOpen, isActive } = props;
  return (
    <div
      className="tfi-tree-row"
      role="treeitem"
      id={id}
      data-row={index}
      data-kind={kind}
      data-mark={mark}
      data-active={isActive || undefined}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-expanded={isOpen}
      aria-selected={isActive}
      style={{ paddingInlineStart: `${(level - 1) * 0.9 + 0.3}rem` }}
    >
      <span className="tfi-tree-twist" data-open={isOpen} aria-hidden="true">
        {isOpen !== undefined && <Twist />}
      </span>
      {mark && (
        <span className="tfi-tree-mark">
          <span aria-hidden="true">{MARKS[mark]}</span>
          <span className="tfi-heard">{mark} </span>
        </span>
      )}
      {name && <span className="tfi-tree-name">{name}: </span>}
      {before !== undefined && (
        <>
          <del className="tfi-tree-before">{before}</del>
          <span aria-hidden="true"> → </span>
          <span className="tfi-heard"> is now </span>
        </>
      )}
      <span className="tfi-tree-value">{preview}</span>
    </div>
  );
});

function Twist(): ReactNode {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10">
      <path d="M3 1.5 7 5 3 8.5z" fill="currentColor" />
    </svg>
  );
}

/** Text as it is, all else as JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
