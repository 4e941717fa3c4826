'use client';
import {
  entryAfter,
  isThreadStore,
  toBranchPoints,
  toBranchTree,
  type Branch,
  type BranchPoint,
  type ForkOrigin,
  type KnownThread,
  type State,
  type Store,
  type ThreadStore,
  type ThreadSummary,
  type TwelvefoldError,
} from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { useMemo, useSyncExternalStore } from 'react';
import { once } from './once.ts';
import { createResource, type Resource } from './resource.ts';
import { keepThreads, listAll, listPages, watchThreads } from './thread-watch.ts';
import { useLiveView } from './use-live-view.ts';

/** A place in a thread where others go another way. */
export interface ShownBranchPoint extends BranchPoint {
  /** The message or reply at which the ways part; absent where this thread has not got that far. */
  readonly entryId?: string;
}

/** The threads that share a beginning with an agent's thread. */
export interface UseBranches {
  /** From the thread that all others come from, down. */
  readonly tree: Branch;
  /** Where others leave this thread, in the order of its log: beside which entry to show "2 of 3". */
  readonly points: readonly ShownBranchPoint[];
  /** Nothing has been read yet: the tree is this thread alone. */
  readonly isLoading: boolean;
  readonly problem: TwelvefoldError | undefined;
}

/**
 * The branches around an agent's thread, current while threads are forked, go on and are deleted. To show another one, make
 * an agent with its id and the same store. A store without lists has no branches to show.
 *
 * @example
 * const { points } = useBranches(agent);
 * const point = points.find(({ entryId }) => entryId === entry.id);
 * point && `${point.index + 1} of ${point.threadIds.length}`;
 */
export function useBranches(agent: LiveAgent): UseBranches {
  const { threadId, origins, entries } = useLiveView(agent, ({ state: { threadId, origins, entries } }) => ({
    threadId,
    origins,
    entries,
  }));
  const ancestors = JSON.stringify([...(origins ?? []).map((origin) => origin.threadId), threadId]);
  const family = familyOf(agent)(ancestors);
  const { value: threads, isLoading, problem } = useSyncExternalStore(family.subscribe, family.get, family.getInitial);
  const tree = useMemo(() => {
    const known = threads.map((summary) => knownThread(summary.threadId, summary.forkedFrom, summary));
    return toBranchTree([...lineage(threadId, origins), ...known], threadId);
  }, [threads, threadId, origins]);
  const points = useMemo(
    () =>
      toBranchPoints(tree, threadId).map((point): ShownBranchPoint => {
        const entry = entryAfter(entries, point);
        return { ...point, ...(entry && { entryId: entry.id }) };
      }),
    [tree, threadId, entries],
  );
  return useMemo(() => ({ tree, points, isLoading, problem }), [tree, points, isLoading, problem]);
}

/** The thread and those that it comes from, as its own log tells. */
function lineage(threadId: string, origins: State['origins'] = []): readonly KnownThread[] {
  const ids = [...origins.map((origin) => origin.threadId), threadId];
  return ids.map((id, index) => knownThread(id, origins[index - 1]));
}

function knownThread(threadId: string, forkedFrom?: ForkOrigin, summary?: ThreadSummary): KnownThread {
  return { threadId, ...(forkedFrom && { forkedFrom }), ...(summary && { summary }) };
}

/** One for all components that look, until the thread is named or comes from elsewhere. */
const familyOf = once(({ store }: LiveAgent) => {
  let last: { readonly ancestors: string; readonly family: Resource<readonly ThreadSummary[]> } | undefined;
  return (ancestors: string): Resource<readonly ThreadSummary[]> => {
    if (last?.ancestors !== ancestors)
      last = { ancestors, family: createFamily(store, JSON.parse(ancestors) as readonly string[]) };
    return last.family;
  };
});

/** The summaries of all threads that share a beginning with these. */
function createFamily(store: Store, ancestors: readonly string[]): Resource<readonly ThreadSummary[]> {
  return createResource<readonly ThreadSummary[]>({
    initial: [],
    read: async (before) => keepThreads(before, await readFamily(store, ancestors, before)),
    watch: (threads, changed) => {
      const ids = new Set([...ancestors, ...threads.map(({ threadId }) => threadId)]);
      ids.delete('');
      return watchThreads(store, [...ids], changed);
    },
  });
}

/** A page is as long as stores allow. */
const PAGE = 500;

/**
 * All that is known of the family is asked for at once, and each generation that is new, so that a read costs the same
 * for a family that did not grow, however large it is.
 */
async function readFamily(
  store: Store,
  ancestors: readonly string[],
  before: readonly ThreadSummary[],
): Promise<readonly ThreadSummary[]> {
  if (!isThreadStore(store)) return [];
  const family = new Map<string, ThreadSummary>();
  const asked = new Set(['']);
  let due = unasked([...ancestors, ...before.flatMap(idsOf)]);
  while (due.length > 0) {
    const missing = due.filter((id) => !family.has(id));
    const [own, forks] = await Promise.all([
      listThese(store, missing),
      listAll(store, { forkedFrom: due, limit: PAGE }),
    ]);
    for (const thread of [...own, ...forks]) family.set(thread.threadId, thread);
    // What an ancestor's log does not tell is where it begins itself, when that is not on the way to this thread.
    due = unasked([...own, ...forks].flatMap(idsOf));
  }
  return [...family.values()].toSorted((a, b) => (a.threadId < b.threadId ? -1 : 1));

  function unasked(ids: readonly string[]): readonly string[] {
    return [...new Set(ids)].filter((id) => asked.size < asked.add(id).size);
  }
}

/** A thread, and the one that it comes from. */
function idsOf({ threadId, forkedFrom }: ThreadSummary): readonly string[] {
  return forkedFrom ? [threadId, forkedFrom.threadId] : [threadId];
}

async function listThese(store: ThreadStore, threadIds: readonly string[]): Promise<readonly ThreadSummary[]> {
  if (threadIds.length === 0) return [];
  const { threads } = await listPages(store, { threadIds, limit: PAGE }, Math.ceil(threadIds.length / PAGE));
  return threads.filter(({ threadId }) => threadIds.includes(threadId));
}
