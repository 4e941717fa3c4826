import type { Store, ThreadSummary } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { formatWhen } from '../words/format-when.ts';
import { useBranchWords } from './use-branch-words.ts';
import { phaseBadge, WAITING } from './phases.ts';

/** What a `ThreadItem` shows and does. */
export interface ThreadItemProps {
  readonly store: Store;
  readonly thread: ThreadSummary;
  /** It is the one that the panel shows. */
  readonly isShown: boolean;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

/** One conversation in a list: what it is about, where it stands, when something happened in it last. */
export function ThreadItem({ store, thread, isShown, onOpen, onRemove }: ThreadItemProps): ReactNode {
  const words = labels.copilot.threads;
  const { phase, updatedAtMs, forkedFrom } = thread;
  const title = titleOf(thread);
  const branch = useBranchWords(store, thread, thread.seq);
  const badge = phaseBadge(phase);
  return (
    <li className="thread-item" data-waiting={WAITING.includes(phase)} data-thread={thread.threadId}>
      <button type="button" className="thread-open" aria-current={isShown} onClick={onOpen}>
        <span className="thread-title">{title}</span>
        <span className="thread-facts">
          {badge && <Badge tone={badge.tone}>{badge.text}</Badge>}
          {forkedFrom && (
            <span className="thread-branch">
              <Icon name="branch" className="icon thread-icon" />{' '}
              <span>{branch === undefined ? words.branch : words.branchAt(branch)}</span>
            </span>
          )}
          <time dateTime={new Date(updatedAtMs).toISOString()}>{formatWhen(updatedAtMs)}</time>
        </span>
      </button>
      <button
        type="button"
        className="button-icon thread-remove"
        aria-label={branch === undefined ? words.remove(title) : words.removeBranch(branch, title)}
        onClick={onRemove}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
}

/** What a conversation is called. */
export function titleOf({ title }: Pick<ThreadSummary, 'title'>): string {
  return title === '' ? labels.copilot.threads.untitled : title;
}
