import type { ThreadStore, ThreadSummary } from '@twelvefold/core';
import { useThreads } from '@twelvefold/react';
import { useEffect, useRef, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AGENT_NAME } from '../agent/desk-agent.ts';
import { ThreadItem } from './thread-item.tsx';

const PAGE = 30;

/** What a `ThreadsDialog` shows and does. */
export interface ThreadsDialogProps {
  readonly store: ThreadStore;
  /** The one that the panel shows, once something was said in it. */
  readonly shown: string | undefined;
  readonly onOpen: (threadId: string | undefined) => void;
  readonly onRemove: (thread: ThreadSummary) => void;
  /** A window over this one asks about it. */
  readonly isAsking: boolean;
  readonly onClose: () => void;
}

/** Every conversation, the newest first; what happens to them in other tabs is seen here, too. */
export function ThreadsDialog(props: ThreadsDialogProps): ReactNode {
  const { store, shown, onOpen, onRemove, isAsking, onClose } = props;
  const words = labels.copilot.threads;
  const { threads, isLoading, hasMore, loadMore, problem } = useThreads(store, { agent: AGENT_NAME, limit: PAGE });
  const list = useRef<HTMLDivElement>(null);
  const removed = useRef<{ readonly threadId: string; readonly index: number }>(undefined);
  useEffect(() => {
    const gone = removed.current;
    if (isAsking || !gone || threads.some(({ threadId }) => threadId === gone.threadId)) return;
    removed.current = undefined;
    // The button that had the focus is gone.
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('.thread-remove') ?? [])];
    const next = buttons[Math.min(gone.index, buttons.length - 1)];
    (next ?? list.current?.querySelector<HTMLElement>('.threads-new'))?.focus();
  }, [threads, isAsking]);
  const open = (threadId: string | undefined) => {
    onClose();
    onOpen(threadId);
  };
  return (
    <Dialog title={words.title} shape="drawer" onClose={onClose}>
      <div ref={list} className="dialog-body threads">
        <button type="button" className="button threads-new" onClick={() => open(undefined)}>
          <Icon name="plus" /> {words.begin}
        </button>
        {problem && (
          <p className="problem" role="alert">
            {problem.message}
          </p>
        )}
        {!isLoading && threads.length === 0 && <p className="quiet">{words.none}</p>}
        <ul className="thread-list">
          {threads.map((thread, index) => (
            <ThreadItem
              key={thread.threadId}
              store={store}
              thread={thread}
              isShown={thread.threadId === shown}
              onOpen={() => open(thread.threadId)}
              onRemove={() => {
                removed.current = { threadId: thread.threadId, index };
                onRemove(thread);
              }}
            />
          ))}
        </ul>
        {hasMore && (
          <button type="button" className="button" onClick={loadMore}>
            {words.more}
          </button>
        )}
      </div>
    </Dialog>
  );
}
