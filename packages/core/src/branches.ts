/*
 * Threads that were forked from each other are a tree, and seen from one of them it has points at which the others left:
 *
 *   root  1 ─ 2 ─ 3 ─ 4 ─ 5        seen from b: at 2 there are { root }, { b, c } and { d };  at 4 there are { b } and { c }
 *   b     └───┴ 2 ─ 3 ─ 4 ─ 5      "2 of 3" at the first message or reply behind 2
 *   c             └───┴─ 4 ─ 5
 *   d     └───┴ 2 ─ 3
 */
import type { ThreadSummary } from './ports.ts';
import type { Entry } from './entry.ts';
import type { ForkOrigin } from './state.ts';

/** A thread among those that share a beginning with it. What `summary` says is missing where only the id is known. */
export interface Branch {
  readonly threadId: string;
  /** Absent for the root. */
  readonly forkedFrom?: ForkOrigin;
  readonly summary?: ThreadSummary;
  /** Its forks: by where they left, then the oldest first. */
  readonly branches: readonly Branch[];
}

/** A place in a thread where others go another way. */
export interface BranchPoint {
  /** The last event that all ways share. */
  readonly seq: number;
  /** The ids of one thread for each way, the oldest way first: this thread itself, else the one used last. */
  readonly threadIds: readonly string[];
  /** Which of them this thread goes, from 0: `${index + 1} of ${threadIds.length}`. */
  readonly index: number;
}

/** A thread as `list` or a log knows it. */
export type KnownThread = Pick<ThreadSummary, 'threadId' | 'forkedFrom'> & { readonly summary?: ThreadSummary };

/**
 * The tree of threads that share a beginning with this one, from its root down. Threads without a way to that root are
 * left out, and so are circles, which no engine writes.
 */
export function toBranchTree(threads: readonly KnownThread[], threadId: string): Branch {
  const known = new Map(threads.map((thread) => [thread.threadId, thread]));
  const forks = new Map<string, KnownThread[]>();
  for (const thread of known.values()) {
    const { threadId: from } = thread.forkedFrom ?? {};
    if (from !== undefined) forks.set(from, [...(forks.get(from) ?? []), thread]);
  }
  const seen = new Set<string>();
  return grow(rootOf(known, threadId));

  function grow(id: string): Branch {
    seen.add(id);
    const { forkedFrom, summary } = known.get(id) ?? {};
    const children = (forks.get(id) ?? []).filter((child) => !seen.has(child.threadId)).toSorted(byPlace);
    return {
      threadId: id,
      ...(forkedFrom && { forkedFrom }),
      ...(summary && { summary }),
      branches: children.map((child) => grow(child.threadId)),
    };
  }
}

/** The places at which other threads of the tree leave this one, in the order of its log. */
export function toBranchPoints(root: Branch, threadId: string): readonly BranchPoint[] {
  const paths = new Map<string, readonly Branch[]>();
  walk(root, []);
  const path = paths.get(threadId);
  if (!path) return [];
  const shared = new Map([...paths].map(([id, other]) => [id, sharedSeq(path, other)]));
  const seqs = [...new Set(shared.values())].filter((seq) => Number.isFinite(seq)).toSorted((a, b) => a - b);
  return seqs.map((seq) => pointAt(seq, path));

  function walk(branch: Branch, above: readonly Branch[]): void {
    const way = [...above, branch];
    paths.set(branch.threadId, way);
    for (const each of branch.branches) walk(each, way);
  }

  /** Those that are the same up to here, by the way that they go on. */
  function pointAt(seq: number, own: readonly Branch[]): BranchPoint {
    const ways: (readonly Branch[])[][] = [];
    for (const [id, other] of paths) {
      if ((shared.get(id) ?? 0) < seq) continue;
      const way = ways.find(([first]) => first !== undefined && sharedSeq(first, other) > seq);
      if (way) way.push(other);
      else ways.push([other]);
    }
    const ordered = ways.toSorted((a, b) => beginOf(a) - beginOf(b));
    return {
      seq,
      threadIds: ordered.map((way) => (way.includes(own) ? threadId : usedLast(way))),
      index: ordered.findIndex((way) => way.includes(own)),
    };
  }
}

/** The message or reply at which the ways of a point part, where this thread has one. */
export function entryAfter<T extends Pick<Entry, 'kind' | 'seq'>>(
  entries: readonly T[],
  { seq }: BranchPoint,
): T | undefined {
  return entries.find((entry) => entry.seq > seq && (entry.kind === 'message' || entry.kind === 'reply'));
}

function rootOf(known: ReadonlyMap<string, KnownThread>, threadId: string): string {
  const seen = new Set<string>();
  let id = threadId;
  for (;;) {
    seen.add(id);
    const from = known.get(id)?.forkedFrom?.threadId;
    if (from === undefined || seen.has(from)) return id;
    id = from;
  }
}

/** How many events two threads share: as many as the forks between them do; all of them for the same thread. */
function sharedSeq(a: readonly Branch[], b: readonly Branch[]): number {
  const parting = a.findIndex((branch, index) => branch !== b[index]);
  const common = parting < 0 ? a.length : parting;
  const between = [...a.slice(common), ...b.slice(common)];
  return Math.min(...between.map(({ forkedFrom }) => forkedFrom?.seq ?? 0));
}

function byPlace(a: KnownThread, b: KnownThread): number {
  return (a.forkedFrom?.seq ?? 0) - (b.forkedFrom?.seq ?? 0) || begunAt(a) - begunAt(b) || compare(a, b);
}

function beginOf(way: readonly (readonly Branch[])[]): number {
  return Math.min(...way.map((path) => begunAt(path.at(-1))));
}

/** When a thread was made; the root is older than all. */
function begunAt(thread: Pick<KnownThread, 'forkedFrom' | 'summary'> | undefined): number {
  return thread?.forkedFrom ? (thread.summary?.createdAtMs ?? Infinity) : -Infinity;
}

function usedLast(way: readonly (readonly Branch[])[]): string {
  const updatedAt = (path: readonly Branch[]): number => path.at(-1)?.summary?.updatedAtMs ?? -Infinity;
  return way.reduce((last, path) => (updatedAt(path) > updatedAt(last) ? path : last)).at(-1)?.threadId ?? '';
}

function compare(a: { readonly threadId: string }, b: { readonly threadId: string }): number {
  return a.threadId < b.threadId ? -1 : 1;
}
