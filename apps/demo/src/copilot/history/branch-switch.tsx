import type { ShownBranchPoint } from '@twelvefold/react';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Icon } from '../../ui/icon.tsx';
import { useConversation } from '../conversation-context.ts';

/** Where branches part: which of them this is, and the way to the ones beside it. */
export function BranchSwitch({ point }: { readonly point: ShownBranchPoint }): ReactNode {
  const words = labels.copilot.threads.branches;
  const { show } = useConversation();
  const { index, threadIds } = point;
  const step = (by: -1 | 1, label: string): ReactNode => {
    const threadId = threadIds[index + by];
    return (
      <button
        type="button"
        className="button-icon"
        aria-label={label}
        title={label}
        aria-disabled={threadId === undefined}
        onClick={() => threadId !== undefined && show(threadId)}
      >
        <Icon name={by < 0 ? 'back' : 'forward'} />
      </button>
    );
  };
  return (
    <div className="branch-switch" role="group" aria-label={words.group(index + 1, threadIds.length)}>
      {step(-1, words.previous)}
      <span>{words.of(index + 1, threadIds.length)}</span>
      {step(1, words.next)}
    </div>
  );
}
