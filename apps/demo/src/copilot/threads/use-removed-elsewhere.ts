import type { ThreadStore } from '@twelvefold/core';
import { useThreads } from '@twelvefold/react';
import { useEffect, useEffectEvent, useRef } from 'react';

/** Calls back when a thread that was in the store is there no more. */
export function useRemovedElsewhere(store: ThreadStore, threadId: string, onRemoved: () => void): void {
  const { threads, isLoading } = useThreads(store, { threadIds: threadId === '' ? [] : [threadId] });
  const isThere = threads.some((thread) => thread.threadId === threadId);
  const wasThere = useRef(false);
  const tell = useEffectEvent(onRemoved);
  useEffect(() => {
    if (wasThere.current && !isThere && !isLoading) tell();
    wasThere.current = isThere;
  }, [isThere, isLoading]);
}
