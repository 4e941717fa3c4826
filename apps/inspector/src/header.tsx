import { toRecordingFile } from '@twelvefold/inspector/protocol';
import { useRef, useState, type ReactNode } from 'react';
import { saveFile } from './save-file.ts';
import { useLooking } from './looking.ts';
import type { Sources } from './sources.ts';

export interface HeaderProps {
  readonly sources: Sources;
  readonly isPaused: boolean;
  /** How many rows were recorded while it was paused. */
  readonly missed: number;
  readonly onPause: () => void;
  readonly onClear: () => void;
}

const MAX_FILE_BYTES = 100_000_000;

/** What can be done with the recording as a whole. */
export function Header({ sources, isPaused, missed, onPause, onClear }: HeaderProps): ReactNode {
  const { view } = useLooking();
  const picker = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) return say(`${file.name} is too large: 100 MB are read at most.`);
    const { read, left, reason } = sources.importFile(await file.text(), file.name);
    const rest = left === 0 ? '' : ` ${left} lines were left aside, the first as ${reason}.`;
    say(`Read ${read} messages of ${file.name}.${rest}`);
  };
  return (
    <header className="tfi-bar app-header">
      <h1 className="tfi-title">Inspector</h1>
      <span className="tfi-quiet app-said" role="status">
        {isPaused && missed > 0 ? `${missed.toLocaleString('en-US')} new since you paused` : said}
      </span>
      <span className="tfi-spring" />
      <button type="button" className="tfi-button" aria-pressed={isPaused} onClick={onPause}>
        Pause
      </button>
      <button type="button" className="tfi-button" onClick={onClear}>
        Clear
      </button>
      <button
        type="button"
        className="tfi-button"
        aria-disabled={view.actors.length === 0}
        onClick={() => view.actors.length > 0 && saveFile('recording.jsonl', toRecordingFile(view))}
      >
        Export
      </button>
      <button type="button" className="tfi-button" onClick={() => picker.current?.click()}>
        Import
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".jsonl,.ndjson,.json"
        aria-label="A recording"
        onChange={({ currentTarget }) => {
          void open(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
    </header>
  );
}
