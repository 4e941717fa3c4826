import { TwelvefoldError, type AgentDefinition, type Event } from '@twelvefold/core';
import { useRef, useState, type ReactNode } from 'react';
import { openFile, type OpenedFile } from './open-file.ts';
import { saveFile } from './save-file.ts';

export interface FileButtonsProps {
  readonly events: readonly Event[];
  /** Of the agent that the panel is for. */
  readonly own: AgentDefinition;
  readonly onFile: (file: OpenedFile) => void;
}

interface Said {
  readonly text: string;
  readonly isBad?: true;
}

/** Saves the log as a thread file, and opens one that somebody else saved. */
export function FileButtons({ events, own, onFile }: FileButtonsProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const reading = useRef<File>(undefined);
  const [said, say] = useState<Said>();
  const isEmpty = events.length === 0;

  const save = (): void => {
    if (isEmpty) return;
    saveFile(events).then(
      (name) => say({ text: `Saved as ${name}.` }),
      (cause: unknown) => say({ text: sentenceOf(cause), isBad: true }),
    );
  };
  const open = async (chosen: File): Promise<void> => {
    reading.current = chosen;
    say({ text: `Reading ${chosen.name}…` });
    try {
      const opened = await openFile(chosen, own);
      if (reading.current !== chosen) return;
      onFile(opened);
      say(undefined);
    } catch (cause) {
      if (reading.current === chosen) say({ text: sentenceOf(cause), isBad: true });
    }
  };
  return (
    <>
      <button type="button" className="tfi-button" aria-disabled={isEmpty} title="Save the thread file" onClick={save}>
        Export
      </button>
      <button
        type="button"
        className="tfi-button"
        title="Look at a thread file: no model and no tools are attached to it"
        onClick={() => input.current?.click()}
      >
        Import
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Thread file"
        accept=".jsonl,.ndjson,.json,.txt"
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          // The same file may be chosen again.
          target.value = '';
          if (chosen) void open(chosen);
        }}
      />
      {said && (
        <p
          className={said.isBad ? 'tfi-time-note tfi-problem' : 'tfi-time-note'}
          role={said.isBad ? 'alert' : 'status'}
        >
          {said.text}{' '}
          <button type="button" className="tfi-button" data-plain="" onClick={() => say(undefined)}>
            Dismiss
          </button>
        </p>
      )}
    </>
  );
}

function sentenceOf(cause: unknown): string {
  return TwelvefoldError.isInstance(cause)
    ? cause.message
    : 'A part of the inspector could not be loaded: reload the page.';
}
