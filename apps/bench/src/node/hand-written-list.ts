/** A list whose old versions stay as they were: 32 entries a leaf, 32 leaves a branch, branches in an array. */
export interface List<T> {
  readonly size: number;
  readonly branches: readonly (readonly (readonly T[])[])[];
}

export const emptyList: List<never> = { size: 0, branches: [] };

/** Adds an entry. The newest version writes into its last leaf, which older ones do not look at so far. */
export function added<T>({ size, branches }: List<T>, entry: T): List<T> {
  const leaf = branches[size >> 10]?.[(size >> 5) & 31] as T[] | undefined;
  if (leaf && leaf.length === (size & 31)) {
    leaf.push(entry);
    return { size: size + 1, branches };
  }
  return { size: size + 1, branches: withLeaf(branches, size, leaf ? [...leaf.slice(0, size & 31), entry] : [entry]) };
}

export function replaced<T>({ size, branches }: List<T>, index: number, entry: T): List<T> {
  const leaf = branches[index >> 10]?.[(index >> 5) & 31] ?? [];
  return { size, branches: withLeaf(branches, index, leaf.with(index & 31, entry)) };
}

export function entryAt<T>({ branches }: List<T>, index: number): T | undefined {
  return branches[index >> 10]?.[(index >> 5) & 31]?.[index & 31];
}

export function toArray<T>({ size, branches }: List<T>): readonly T[] {
  return branches.flat(2).slice(0, size);
}

function withLeaf<T>(branches: List<T>['branches'], index: number, leaf: readonly T[]): List<T>['branches'] {
  const copy = branches.slice();
  const branch = (copy[index >> 10] ?? []).slice();
  branch[(index >> 5) & 31] = leaf;
  copy[index >> 10] = branch;
  return copy;
}
