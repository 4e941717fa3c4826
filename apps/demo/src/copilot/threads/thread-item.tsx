import type { ThreadSummary } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { formatWhen } from '../words/format-when.ts';
import { phaseBadge, WAITING } from './phases.ts';

/** What a `ThreadItem` shows and does. */
export interface ThreadItemProps {
  readonly thread: ThreadSummary;
  /** It is the one that the panel shows. */
  readonly isShown: boolean;
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

/** One conversation in a list: what it is about, where it stands, when something happened in it last. */
export function ThreadItem({ thread, isShown, onOpen, onRemove }: ThreadItemProps): ReactNode {
  const words = labels.copilot.threads;
  const { phase, updatedAtMs, forkedFrom } = thread;
  const title = titleOf(thread);
  const badge = phaseBadge(phase);
  return (
    <li className="thread-item" data-waiting={WAITING.includes(phase)} data-thread={thread.threadId}>
      <button type="button" className="thread-open" aria-current={isShown} onClick={onOpen}>
        <span className="thread-title">{title}</span>
        <span className="thread-facts">
          {badge && <Badge tone={badge.tone}>{badge.text}</Badge>}
          {forkedFrom && (
            <span className="thread-branch">
              <Icon name="branch" className="icon thread-icon" /> {words.branch}
            </span>
          )}
          <time dateTime={new Date(updatedAtMs).toISOString()}>{formatWhen(updatedAtMs)}</time>
        </span>
      </button>
      <button type="button" className="button-icon" aria-label={words.remove(title)} onClick={onRemove}>
        <Icon name="trash" />
      </button>
    </li>
  );
}

/** What a conversation is called. */
export function titleOf({ title }: Pick<ThreadSummary, 'title'>): string {
  return title === '' ? labels.copilot.threads.untitled : title;
}
