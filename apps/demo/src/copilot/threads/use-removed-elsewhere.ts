import type { ThreadStore } from '@twelvefold/core';
import { useEffect, useEffectEvent } from 'react';

/** Calls back when the thread is not there any more. */
export function useRemovedElsewhere(store: ThreadStore, threadId: string, onRemoved: () => void): void {
  const tell = useEffectEvent(onRemoved);
  useEffect(() => {
    if (threadId === '') return undefined;
    let isOver = false;
    const look = async (): Promise<void> => {
      const { threads } = await store.list({ threadIds: [threadId] });
      if (!isOver && threads.length === 0) tell();
    };
    const stop = store.subscribe(threadId, (seq) => {
      // Only of one that is gone is there no last event; who cannot look now learns it with what is asked next.
      if (seq === undefined) void look().catch(() => undefined);
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [store, threadId]);
}
