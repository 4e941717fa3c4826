import type { Store } from '@twelvefold/core';
import { useEffect, useState } from 'react';
import { branchWords, type NamedThread } from './branch-words.ts';

/** What tells a branch from others, once it is read; it is read again when the thread has got to `seq`. */
export function useBranchWords(store: Store, thread: NamedThread, seq = 0): string | undefined {
  const { threadId, title } = thread;
  const forkedAt = thread.forkedFrom?.seq;
  const from = thread.forkedFrom?.threadId;
  const [words, setWords] = useState<string>();
  useEffect(() => {
    if (forkedAt === undefined || from === undefined) return;
    let isOver = false;
    const show = (found: string | undefined): void => {
      if (!isOver) setWords(found);
    };
    // Where it cannot be read, it is called a branch, and no more.
    branchWords(store, { threadId, title, forkedFrom: { threadId: from, seq: forkedAt } }).then(show, console.error);
    return () => {
      isOver = true;
    };
  }, [store, threadId, title, from, forkedAt, seq]);
  return words;
}
