'use client';
import type { Store, ThreadQuery, ThreadSummary, TwelvefoldError } from '@twelvefold/core';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { createResource, type Resource } from './resource.ts';
import { keepThreads, listPages, requireThreadStore, watchThreads } from './thread-watch.ts';

/** The threads of a store, as somebody picks one of them. */
export interface UseThreads {
  /** The newest first. Those that did not change keep their identity. */
  readonly threads: readonly ThreadSummary[];
  /** Nothing has been read yet. */
  readonly isLoading: boolean;
  /** There are more than those shown. */
  readonly hasMore: boolean;
  /** Shows another page. */
  readonly loadMore: () => void;
  /** Reads the list again: only a store without `subscribeAll` needs it, to see threads that others began. */
  readonly refresh: () => void;
  /** Why the list could not be read: the threads are those from before. */
  readonly problem: TwelvefoldError | undefined;
}

/**
 * The list of a store's threads, which stays current while threads begin, go on and are deleted, in any tab or process
 * that the store hears of.
 *
 * @throws TwelvefoldError `invalid_use` for a store without lists.
 * @example
 * const { threads, hasMore, loadMore } = useThreads(store, { agent: 'desk', limit: 20 });
 */
export function useThreads(store: Store, query: Omit<ThreadQuery, 'cursor'> = {}): UseThreads {
  const key = JSON.stringify(query);
  const list = useMemo(() => createThreadList(store, JSON.parse(key) as ThreadQuery), [store, key]);
  const { value, isLoading, problem } = useSyncExternalStore(list.subscribe, list.get, list.getInitial);
  const loadMore = useCallback(() => list.loadMore(), [list]);
  const refresh = useCallback(() => list.reload(), [list]);
  return useMemo(
    () => ({ ...value, isLoading, problem, loadMore, refresh }),
    [value, isLoading, problem, loadMore, refresh],
  );
}

interface ThreadList {
  readonly threads: readonly ThreadSummary[];
  readonly hasMore: boolean;
}

function createThreadList(given: Store, query: ThreadQuery): Resource<ThreadList> & { readonly loadMore: () => void } {
  const store = requireThreadStore(given, 'useThreads');
  let pages = 1;
  const list = createResource<ThreadList>({
    initial: { threads: [], hasMore: false },
    read: async (before) => {
      const { threads: found, hasMore } = await listPages(store, query, pages);
      const threads = keepThreads(before.threads, found);
      return threads === before.threads && hasMore === before.hasMore ? before : { threads, hasMore };
    },
    watch: ({ threads }, changed) =>
      watchThreads(
        store,
        threads.map(({ threadId }) => threadId),
        changed,
      ),
  });
  return {
    ...list,
    loadMore: () => {
      if (!list.get().value.hasMore) return;
      pages++;
      list.reload();
    },
  };
}
