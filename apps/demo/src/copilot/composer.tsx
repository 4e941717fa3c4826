import type { UseAgent } from '@twelvefold/react';
import { useState, type KeyboardEvent, type ReactNode, type RefObject, type SubmitEvent } from 'react';
import { labels } from '../labels.ts';
import { Icon } from '../ui/icon.tsx';
import type { DeskTools } from './agent/desk-agent.ts';

/** What a `Composer` shows and does. */
export interface ComposerProps {
  readonly agent: UseAgent<DeskTools>;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  /** Takes the focus when it appears. */
  readonly autoFocus: boolean;
}

/** Where a person writes. Enter sends, Shift and Enter begins a new line, Escape stops what is going on. */
export function Composer({ agent, input, autoFocus }: ComposerProps): ReactNode {
  const words = labels.copilot.composer;
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const isActive = agent.state.run?.status === 'active';

  const send = async () => {
    const message = text;
    setText('');
    setRefusal(undefined);
    try {
      const decision = await agent.send(message);
      if (decision.ok) return;
      // Where the store fails, the panel says so.
      if (decision.rejection.code !== 'store_failed') setRefusal(decision.rejection.message);
    } catch (error) {
      console.error(error);
      setRefusal(words.failed);
    }
    // What was written while this failed is worth more.
    setText((now) => (now === '' ? message : now));
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (text.trim() !== '') void send();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && agent.isBusy) {
      event.preventDefault();
      void agent.cancel();
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    }
  };

  return (
    <form className="composer" onSubmit={submit}>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
      <div className="composer-box">
        <textarea
          ref={input}
          rows={1}
          value={text}
          autoFocus={autoFocus}
          aria-label={words.label}
          placeholder={words.placeholder}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-actions">
          {isActive && (
            <>
              <button
                type="button"
                className="button-icon"
                aria-label={words.pause}
                title={words.pause}
                onClick={() => void agent.pause()}
              >
                <Icon name="pause" />
              </button>
              <button
                type="button"
                className="button-icon"
                aria-label={words.stop}
                title={words.stop}
                onClick={() => void agent.cancel()}
              >
                <Icon name="stop" />
              </button>
            </>
          )}
          <button
            type="submit"
            className="button-icon composer-send"
            aria-label={words.send}
            title={words.send}
            aria-disabled={text.trim() === ''}
          >
            <Icon name="up" />
          </button>
        </div>
      </div>
    </form>
  );
}
