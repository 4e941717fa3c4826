import type { MessageEntry } from '@twelvefold/core';
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Icon } from '../../ui/icon.tsx';
import { MessageEdit } from '../history/message-edit.tsx';

/** What a `Message` shows. */
export interface MessageProps {
  readonly message: MessageEntry;
  /** Nobody can say it anew. */
  readonly isPast: boolean;
}

/** What the person said, and the way to say it differently. */
export const Message = memo(function Message({ message, isPast }: MessageProps): ReactNode {
  const words = labels.copilot;
  const [isEditing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    // The field that had the focus is gone.
    if (wasEditing.current && !isEditing) pencil.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  if (isEditing) return <MessageEdit message={message} onClose={() => setEditing(false)} />;
  return (
    <div className="message-row">
      {!isPast && (
        <button
          ref={pencil}
          type="button"
          className="button-icon row-action"
          aria-label={words.threads.branches.edit}
          title={words.threads.branches.edit}
          onClick={() => setEditing(true)}
        >
          <Icon name="edit" />
        </button>
      )}
      <div className="message">
        <p className="visually-hidden">{words.log.you}</p>
        <p>{message.text}</p>
      </div>
    </div>
  );
});
