/*
 * What is not the same in two JSON values. States of a log share what did not change, so a subtree that is the same object
 * is not looked into, and the cost is that of what changed.
 *
 *   objects   by name
 *   arrays    by `id` where all that differ have one, by place otherwise; what is the same at both ends is left out first
 */

/** How two values differ. */
export type JsonDiff =
  | { readonly kind: 'added'; readonly after: unknown }
  | { readonly kind: 'removed'; readonly before: unknown }
  | { readonly kind: 'changed'; readonly before: unknown; readonly after: unknown }
  /** Both are objects or both arrays, and what is in them differs. */
  | {
      readonly kind: 'inside';
      readonly before: object;
      readonly after: object;
      readonly changes: readonly JsonChange[];
    };

/** A difference in an object, by name, or in an array, by index: in the array before for what was removed, after for all else. */
export interface JsonChange {
  readonly name: string | number;
  readonly diff: JsonDiff;
}

/** How `after` differs from `before`; `undefined` where it does not. */
export function diffJson(before: unknown, after: unknown): JsonDiff | undefined {
  if (Object.is(before, after)) return undefined;
  if (before === undefined) return { kind: 'added', after };
  if (after === undefined) return { kind: 'removed', before };
  const changed: JsonDiff = { kind: 'changed', before, after };
  if (!isContainer(before) || !isContainer(after)) return changed;
  if (Array.isArray(before) !== Array.isArray(after)) return changed;
  const changes = Array.isArray(before) && Array.isArray(after) ? diffItems(before, after) : diffMembers(before, after);
  return changes.length === 0 ? undefined : { kind: 'inside', before, after, changes };
}

/** How many things were added, removed or changed. */
export function countChanges(diff: JsonDiff | undefined): number {
  if (!diff) return 0;
  return diff.kind === 'inside' ? diff.changes.reduce((sum, change) => sum + countChanges(change.diff), 0) : 1;
}

function diffMembers(before: object, after: object): readonly JsonChange[] {
  const [was, is] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))];
  const changes: JsonChange[] = [];
  for (const [name, value] of is) add(changes, name, diffJson(was.get(name), value));
  for (const [name, value] of was) if (!is.has(name)) add(changes, name, diffJson(value, undefined));
  return changes;
}

type Items = readonly unknown[];

function diffItems(before: Items, after: Items): readonly JsonChange[] {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && Object.is(before[start], after[start])) start += 1;
  let ends = 0;
  while (ends < least - start && Object.is(before.at(-1 - ends), after.at(-1 - ends))) ends += 1;
  const [was, is] = [before.slice(start, before.length - ends), after.slice(start, after.length - ends)];
  return diffById(was, is, start) ?? diffByPlace(was, is, start);
}

/** None where an item has no id, an id stands twice, or what stands in both changed its order. */
function diffById(before: Items, after: Items, offset: number): readonly JsonChange[] | undefined {
  const [was, is] = [toIds(before), toIds(after)];
  if (!was || !is) return undefined;
  const changes: JsonChange[] = [];
  let last = -1;
  for (const [id, index] of is) {
    const at = was.get(id);
    if (at !== undefined && at < last) return undefined;
    last = at ?? last;
    add(changes, offset + index, diffJson(at === undefined ? undefined : before[at], after[index]));
  }
  for (const [id, index] of was) if (!is.has(id)) add(changes, offset + index, diffJson(before[index], undefined));
  return inOrder(changes);
}

function diffByPlace(before: Items, after: Items, offset: number): readonly JsonChange[] {
  const least = Math.min(before.length, after.length);
  let ends = 0;
  // An item that went from the front of a list is one change, not one of each that stood behind it.
  if (before.length !== after.length)
    while (ends < least && !diffJson(before.at(-1 - ends), after.at(-1 - ends))) ends += 1;
  const changes: JsonChange[] = [];
  for (let index = 0; index < Math.max(before.length, after.length) - ends; index++) {
    const was = index < before.length - ends ? before[index] : undefined;
    const is = index < after.length - ends ? after[index] : undefined;
    add(changes, offset + index, diffJson(was, is));
  }
  return changes;
}

function add(changes: JsonChange[], name: string | number, diff: JsonDiff | undefined): void {
  if (diff) changes.push({ name, diff });
}

/** Where what has which id stands. */
function toIds(items: Items): ReadonlyMap<unknown, number> | undefined {
  const ids = new Map<unknown, number>();
  for (const [index, item] of items.entries()) {
    const id = isContainer(item) && 'id' in item ? item.id : undefined;
    if (typeof id !== 'string' || ids.has(id)) return undefined;
    ids.set(id, index);
  }
  return ids;
}

function inOrder(changes: readonly JsonChange[]): readonly JsonChange[] {
  return changes.toSorted((a, b) => Number(a.name) - Number(b.name));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
