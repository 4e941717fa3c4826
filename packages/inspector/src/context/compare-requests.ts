/*
 * What two requests of a thread have in common. Providers cache by prefix, so the place where the first one was left counts:
 *
 *   before   instructions  tools  m1 m2 m3
 *   after    instructions  tools  m1 m2 m3 m4        all of the one before is a prefix of it
 *   after    instructions  tools  m1 s  m3 m4        broken at m2: nothing behind it can be in a cache
 */
import { sizeBytesOf, type Section } from './section.ts';

/** How a section of a request relates to the request before it. */
export type Compared =
  | { readonly change: 'same' | 'added' | 'removed'; readonly section: Section }
  | { readonly change: 'changed'; readonly section: Section; readonly before: Section };

export interface Comparison {
  /** The sections of the later request in its order; removed ones stand where they were. */
  readonly sections: readonly Compared[];
  /** The later request begins with this many bytes of the earlier one: what a provider may have in its cache. */
  readonly prefixBytes: number;
  readonly beforeBytes: number;
  readonly afterBytes: number;
  /** The section of the earlier request that the prefix ends at, unless it holds all of them. */
  readonly brokenAt: Section | undefined;
}

/** Compares two requests, section by section: two are the same when their JSON texts are. */
export function compareRequests(before: readonly Section[], after: readonly Section[]): Comparison {
  const head = commonCount(before, after);
  const kinds = ['system', 'tool', 'message'] as const;
  return {
    sections: kinds.flatMap((kind) => {
      const ofKind = (section: Section): boolean => section.kind === kind;
      return align(before.filter(ofKind), after.filter(ofKind));
    }),
    prefixBytes: totalBytes(after.slice(0, head)) + commonBytes(before[head], after[head]),
    beforeBytes: totalBytes(before),
    afterBytes: totalBytes(after),
    brokenAt: before[head],
  };
}

/** The bytes of sections, one after the other. */
export function totalBytes(sections: readonly Section[]): number {
  return sections.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** How many characters two texts have in common at their beginning; never half of a surrogate pair. */
export function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  const isHalf = length > 0 && /[\uD800-\uDBFF]/.test(a.charAt(length - 1));
  return isHalf && a !== b ? length - 1 : length;
}

function commonCount(before: readonly Section[], after: readonly Section[]): number {
  let count = 0;
  while (count < before.length && before[count]?.json === after[count]?.json) count++;
  return count;
}

function commonBytes(before: Section | undefined, after: Section | undefined): number {
  if (!before || !after || before.kind !== after.kind) return 0;
  return sizeBytesOf(after.json.slice(0, commonLength(before.json, after.json)));
}

/** Each section that is in both is an anchor; what stands between two anchors is paired up. */
function align(before: readonly Section[], after: readonly Section[]): readonly Compared[] {
  // Mostly all of them are the same, up to those that were added.
  const head = commonCount(before, after);
  const aligned = after.slice(0, head).map((section): Compared => ({ change: 'same', section }));
  const places = Map.groupBy(before.slice(head).keys(), (index) => before[head + index]?.json);
  let pending: Section[] = [];
  let next = head;
  for (const section of after.slice(head)) {
    const place = places.get(section.json)?.find((index) => head + index >= next);
    if (place === undefined) {
      pending.push(section);
      continue;
    }
    const at = head + place;
    aligned.push(...pairUp(before.slice(next, at), pending), { change: 'same', section });
    pending = [];
    next = at + 1;
  }
  return [...aligned, ...pairUp(before.slice(next), pending)];
}

function pairUp(before: readonly Section[], after: readonly Section[]): readonly Compared[] {
  let left = before;
  const paired = after.flatMap((section): readonly Compared[] => {
    const at = left.findIndex((old) => isPair(old, section));
    const old = left[at];
    if (!old) return [{ change: 'added', section }];
    const gone = left.slice(0, at);
    left = left.slice(at + 1);
    return [...gone.map(removed), { change: 'changed', section, before: old }];
  });
  return [...paired, ...left.map(removed)];
}

function removed(section: Section): Compared {
  return { change: 'removed', section };
}

function isPair(a: Section, b: Section): boolean {
  return a.kind === 'message' && b.kind === 'message' ? a.message.role === b.message.role : a.id === b.id;
}
