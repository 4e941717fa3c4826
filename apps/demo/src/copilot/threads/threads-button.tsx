import type { ThreadStore } from '@twelvefold/core';
import { useThreads } from '@twelvefold/react';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Icon } from '../../ui/icon.tsx';
import { AGENT_NAME } from '../agent/desk-agent.ts';
import { WAITING } from './phases.ts';

/** What a `ThreadsButton` shows and does. */
export interface ThreadsButtonProps {
  readonly store: ThreadStore;
  readonly shown: string;
  readonly onClick: () => void;
}

/** Opens the list of conversations, and says whether another one waits for the person. */
export function ThreadsButton({ store, shown, onClick }: ThreadsButtonProps): ReactNode {
  const words = labels.copilot.threads;
  const { threads } = useThreads(store, { agent: AGENT_NAME, phases: WAITING, limit: 20 });
  const count = threads.filter(({ threadId }) => threadId !== shown).length;
  const label = count > 0 ? words.openWaiting(count) : words.open;
  return (
    <button
      type="button"
      className="button-icon threads-button"
      aria-label={label}
      title={label}
      data-waiting={count > 0}
      onClick={onClick}
    >
      <Icon name="threads" />
    </button>
  );
}
