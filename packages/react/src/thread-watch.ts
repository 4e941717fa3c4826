import {
  isThreadStore,
  TwelvefoldError,
  type Store,
  type ThreadQuery,
  type ThreadStore,
  type ThreadSummary,
} from '@twelvefold/core';

/**
 * Calls `changed` after anything happened to any thread of a store; of one that does not tell, to these threads. Returns
 * how to stop.
 */
export function watchThreads(store: Store, threadIds: readonly string[], changed: () => void): () => void {
  const all = isThreadStore(store) ? store.subscribeAll?.(() => changed()) : undefined;
  if (all) return all;
  const stops: (() => void)[] = [];
  const stop = (): void => stops.forEach((each) => each());
  try {
    for (const threadId of threadIds) stops.push(store.subscribe(threadId, () => changed()));
  } catch (thrown) {
    stop();
    throw thrown;
  }
  return stop;
}

/** The store as one that has lists. */
export function requireThreadStore(store: Store, hook: string): ThreadStore {
  if (isThreadStore(store)) return store;
  throw new TwelvefoldError(
    'invalid_use',
    `${hook} needs a store that lists and forks threads, as the shipped ones do.`,
  );
}

/** Every thread that a query finds, page after page. */
export async function listAll(store: ThreadStore, query: ThreadQuery): Promise<readonly ThreadSummary[]> {
  return (await listPages(store, query, Infinity)).threads;
}

/** The threads of the first pages, each once, although threads move while they are read. */
export async function listPages(
  store: ThreadStore,
  query: ThreadQuery,
  pages: number,
): Promise<{ readonly threads: readonly ThreadSummary[]; readonly hasMore: boolean }> {
  const found = new Map<string, ThreadSummary>();
  let cursor = query.cursor;
  for (let page = 0; page < pages; page++) {
    const { threads, nextCursor } = await store.list({ ...query, ...(cursor !== undefined && { cursor }) });
    for (const thread of threads) if (!found.has(thread.threadId)) found.set(thread.threadId, thread);
    cursor = nextCursor;
    if (cursor === undefined) break;
  }
  return { threads: [...found.values()], hasMore: cursor !== undefined };
}

/** The list with those of its threads that did not change as they were; the same list when none did. */
export function keepThreads(before: readonly ThreadSummary[], now: readonly ThreadSummary[]): readonly ThreadSummary[] {
  const known = new Map(before.map((thread) => [thread.threadId, thread]));
  const kept = now.map((thread) => {
    const old = known.get(thread.threadId);
    return old && JSON.stringify(old) === JSON.stringify(thread) ? old : thread;
  });
  return kept.length === before.length && kept.every((thread, index) => thread === before[index]) ? before : kept;
}
