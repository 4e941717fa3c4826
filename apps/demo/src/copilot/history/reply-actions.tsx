import type { ReplyEntry } from '@twelvefold/core';
import type { ForkOptions } from '@twelvefold/machine';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useDecision } from '../call/use-decision.ts';
import { useConversation } from '../conversation-context.ts';

/** What can begin at a reply: another answer, or another way to go on behind this one. */
export function ReplyActions({ reply }: { readonly reply: ReplyEntry }): ReactNode {
  const words = labels.copilot.threads.branches;
  const { branch } = useConversation();
  const { isDeciding, refusal, decide } = useDecision();
  // Behind a reply that calls something, that would be called again.
  const isLast = reply.content.every(({ type }) => type !== 'call');
  const action = (icon: IconName, label: string, options: ForkOptions): ReactNode => (
    <button
      type="button"
      className="button-icon row-action"
      aria-label={label}
      title={label}
      aria-disabled={isDeciding}
      onClick={() => decide(() => branch(options))}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div className="reply-actions" data-last={isLast}>
      {action('again', words.again, { before: reply })}
      {isLast && action('branch', words.forkHere, { at: reply.seq })}
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
