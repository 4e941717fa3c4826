import { useEffect, useRef, type ReactNode } from 'react';
import { countOf } from '../json/preview-json.ts';
import { usePassFocus } from '../panel/use-pass-focus.ts';
import type { OpenedFile } from './open-file.ts';

export interface FileNoteProps {
  readonly file: OpenedFile;
  readonly onClose: () => void;
}

/** Says that a file is looked at and no live agent, and what of it can be seen. */
export function FileNote({ file, onClose }: FileNoteProps): ReactNode {
  const { name, timeline, definition, isOfAgent } = file;
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), [file]);
  usePassFocus(back);
  return (
    <div className="tfi-time-note" role="group" aria-label="Opened file">
      <p role="status">
        <strong>{name}</strong> is shown, {countOf(timeline.events.length, 'event')} of agent “{definition.name}”, with
        no model and no tools attached.{' '}
        {isOfAgent
          ? 'It names the agent that is here, whose definition is used: prompts and tools may have changed since.'
          : 'It names another agent than the one that is here: log, state, machine and time are as they were, its prompts and tools are not known.'}
      </p>
      <button type="button" className="tfi-button" ref={back} onClick={onClose}>
        Back to the live thread
      </button>
    </div>
  );
}
