import { memo, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Prose } from './prose.tsx';
import type { ReplyView } from './to-rows.ts';

/** What the model wrote; its reasoning behind a line that opens. */
export const Reply = memo(function Reply({ reply }: { readonly reply: ReplyView }): ReactNode {
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
    </div>
  );
});
