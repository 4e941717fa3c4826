import { memo, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { ReplyActions } from '../history/reply-actions.tsx';
import { Prose } from './prose.tsx';
import type { ReplyView } from './to-rows.ts';

/** What a `Reply` shows. */
export interface ReplyProps {
  readonly reply: ReplyView;
  /** Nobody can have it answered again. */
  readonly isPast: boolean;
}

/** What the model wrote; its reasoning behind a line that opens. */
export const Reply = memo(function Reply({ reply, isPast }: ReplyProps): ReactNode {
  const isStreaming = reply.isStreaming === true;
  return (
    <div className="reply" data-streaming={isStreaming}>
      <p className="visually-hidden">{labels.copilot.log.copilot}</p>
      {reply.reasoning !== '' && (
        <details className="reasoning">
          <summary>{labels.copilot.log.reasoning}</summary>
          <p>{reply.reasoning}</p>
        </details>
      )}
      {reply.text !== '' && <Prose text={reply.text} />}
      {!reply.isStreaming && !isPast && <ReplyActions reply={reply} />}
    </div>
  );
});
