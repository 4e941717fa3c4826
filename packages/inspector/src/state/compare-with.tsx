import type { ReactNode } from 'react';
import { useMoment } from '../moment.ts';
import type { ComparedWith } from './compared-with.ts';

export interface CompareWithProps {
  readonly other: ComparedWith;
  /** Where that is now. */
  readonly otherSeq: number;
  readonly onChange: (other: ComparedWith) => void;
}

const CHOICES: readonly { readonly kind: ComparedWith['kind']; readonly words: string }[] = [
  { kind: 'event-before', words: 'with the event before' },
  { kind: 'step-before', words: 'with before this step' },
  { kind: 'start', words: 'with the start' },
  { kind: 'event', words: 'with event …' },
];

/** What the state is compared with. */
export function CompareWith({ other, otherSeq, onChange }: CompareWithProps): ReactNode {
  const { events } = useMoment();
  const choose = (asked: string): void => {
    const kind = CHOICES.find((choice) => choice.kind === asked)?.kind;
    if (kind) onChange(kind === 'event' ? { kind, seq: otherSeq } : { kind });
  };
  return (
    <>
      <select
        className="tfi-field"
        aria-label="Compare with"
        value={other.kind}
        onChange={(event) => choose(event.target.value)}
      >
        {CHOICES.map(({ kind, words }) => (
          <option key={kind} value={kind}>
            {words}
          </option>
        ))}
      </select>
      {other.kind === 'event' && (
        <input
          className="tfi-field tfi-state-seq"
          type="number"
          aria-label="Event to compare with"
          min={0}
          max={events.length}
          value={other.seq}
          onChange={(event) => onChange({ kind: 'event', seq: event.target.valueAsNumber || 0 })}
        />
      )}
    </>
  );
}
