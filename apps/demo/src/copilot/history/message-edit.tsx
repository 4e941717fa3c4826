import type { MessageEntry } from '@twelvefold/core';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import { labels } from '../../labels.ts';
import { useDecision } from '../call/use-decision.ts';
import { useConversation } from '../conversation-context.ts';

/** What a `MessageEdit` changes. */
export interface MessageEditProps {
  readonly message: MessageEntry;
  readonly onClose: () => void;
}

/** A message of one's own, to say it differently: in a branch, and what came of it the first time stays. */
export function MessageEdit({ message, onClose }: MessageEditProps): ReactNode {
  const words = labels.copilot.threads.branches;
  const { branch } = useConversation();
  const [text, setText] = useState(message.text);
  const { isDeciding, refusal, decide } = useDecision();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const field = box.current;
    const log = field?.closest('[role=log]');
    if (!field || !log) return;
    field.setSelectionRange(field.value.length, field.value.length);
    field.scrollTop = field.scrollHeight;
    // A keyboard on the glass takes its room from the log.
    const observer = new ResizeObserver(() => showWhole(field));
    observer.observe(log);
    return () => observer.disconnect();
  }, []);
  // The browser brings the line into view that is written, and not the buttons below it.
  useEffect(() => showWhole(box.current), [text, refusal]);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (text.trim() !== '') decide(() => branch({ before: message, message: text }));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    }
  };
  return (
    <form className="message-edit" aria-busy={isDeciding} onSubmit={submit}>
      <textarea
        ref={box}
        rows={2}
        autoFocus
        aria-label={words.editing}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <p className="field-hint">{words.explain}</p>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
      <div className="card-actions">
        <button type="submit" className="button button-primary" aria-disabled={isDeciding || text.trim() === ''}>
          {words.send}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {labels.copilot.call.cancelEdit}
        </button>
      </div>
    </form>
  );
}

/** Unless the person is elsewhere, or there is no room for all of it. */
function showWhole(field: HTMLTextAreaElement | null): void {
  const form = field?.form;
  const roomPx = form?.closest('[role=log]')?.clientHeight ?? 0;
  if (form?.contains(document.activeElement) && form.offsetHeight <= roomPx) form.scrollIntoView({ block: 'nearest' });
}
