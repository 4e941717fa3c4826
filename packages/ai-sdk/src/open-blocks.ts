import type { SharedV4ProviderMetadata } from '@ai-sdk/provider';

export type Metadata = Readonly<SharedV4ProviderMetadata>;

/** A text, a reasoning or a call that a provider is writing. */
export interface Block {
  /** The provider's id, with a suffix where a reply uses one id twice. */
  readonly id: string;
  /** What the provider sent along so far. */
  readonly metadata: Metadata | undefined;
  /** Its deltas are plain text where others are JSON. */
  readonly isText: boolean;
}

/** The blocks of one kind in one reply. Some providers reuse the id of a block that ended, or share one among calls. */
export interface OpenBlocks {
  open(id: string, metadata: Metadata | undefined, isText?: boolean): Block;
  has(id: string): boolean;
  /** Adds metadata to the block that was opened last under this id, or opens one. */
  add(id: string, metadata: Metadata | undefined): Block;
  /** Closes the block that was opened first under this id, with the last metadata. */
  close(id: string, metadata: Metadata | undefined): Block;
  closeAll(): readonly Block[];
}

export function openBlocks(): OpenBlocks {
  const blocks = new Map<string, readonly Block[]>();
  const uses = new Map<string, number>();

  const open: OpenBlocks['open'] = (id, metadata, isText = false) => {
    const use = (uses.get(id) ?? 0) + 1;
    uses.set(id, use);
    const block = { id: use === 1 ? id : `${id}_${use}`, metadata, isText };
    blocks.set(id, [...listOf(id), block]);
    return block;
  };
  const listOf = (id: string): readonly Block[] => blocks.get(id) ?? [];

  return {
    open,
    has: (id) => listOf(id).length > 0,
    add(id, metadata) {
      const last = listOf(id).at(-1) ?? open(id, undefined);
      if (metadata === undefined) return last;
      const block = { ...last, metadata: merge(last.metadata, metadata) };
      blocks.set(id, [...listOf(id).slice(0, -1), block]);
      return block;
    },
    close(id, metadata) {
      const first = listOf(id)[0] ?? open(id, undefined);
      blocks.set(id, listOf(id).slice(1));
      return { ...first, metadata: merge(first.metadata, metadata) };
    },
    closeAll() {
      const all = [...blocks.values()].flat();
      blocks.clear();
      return all;
    },
  };
}

/** Later parts of a block add to what earlier ones said, by provider. */
function merge(before: Metadata | undefined, after: Metadata | undefined): Metadata | undefined {
  if (before === undefined || after === undefined) return after ?? before;
  const merged: SharedV4ProviderMetadata = { ...before };
  for (const [provider, values] of Object.entries(after)) merged[provider] = { ...merged[provider], ...values };
  return merged;
}
