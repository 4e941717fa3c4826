/** One thing in a tree. Its children are made when it is open, so a tree costs what is seen of it. */
export interface TreeNode {
  /** Its own in this tree, and the same one when the tree is made anew. */
  readonly key: string;
  readonly name: string;
  /** What stands behind the name while it is closed. */
  readonly preview: string;
  /** What stands there while it is open. Default: nothing, since it is seen. */
  readonly previewOpen?: string;
  /** What stood there before, where it changed; shown while it is closed. */
  readonly before?: string;
  readonly kind: 'string' | 'number' | 'boolean' | 'null' | 'many' | 'text';
  /** Where it stands, as in `entries[3].status`; empty for all of it. */
  readonly path: string;
  /** What is copied. */
  readonly value: () => unknown;
  readonly mark?: 'added' | 'removed' | 'changed';
  readonly children?: () => readonly TreeNode[];
  /** It is open until somebody closes it. */
  readonly isOpenAtFirst?: true;
}
