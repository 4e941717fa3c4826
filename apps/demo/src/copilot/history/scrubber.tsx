import { useEffect, useRef, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Icon } from '../../ui/icon.tsx';
import { formatSecond } from '../words/format-when.ts';

/** An event of a log, and what it is in a line. */
export interface Moment {
  readonly seq: number;
  readonly atMs: number;
  readonly words: string;
}

/** What a `Scrubber` moves through. */
export interface ScrubberProps {
  readonly moments: readonly Moment[];
  /** The one that is shown. */
  readonly seq: number;
  readonly onGoTo: (seq: number) => void;
}

/** Says which moment of a log is shown, and goes to others: along the line, step by step, or by name. */
export function Scrubber({ moments, seq, onGoTo }: ScrubberProps): ReactNode {
  const words = labels.copilot.threads.past;
  const line = useRef<HTMLInputElement>(null);
  const count = moments.length;
  const isRead = count > 0;
  useEffect(() => {
    if (isRead) line.current?.focus();
  }, [isRead]);
  const moment = moments[seq - 1];
  const banner = seq === count ? words.newest : words.banner;
  const said = moment ? words.moment(formatSecond(moment.atMs), moment.words) : words.loading;
  const step = (by: -1 | 1, label: string): ReactNode => {
    const to = seq + by;
    const isPossible = to >= 1 && to <= count;
    return (
      <button
        type="button"
        className="button-icon"
        aria-label={label}
        title={label}
        aria-disabled={!isPossible}
        onClick={() => isPossible && onGoTo(to)}
      >
        <Icon name={by < 0 ? 'back' : 'forward'} />
      </button>
    );
  };
  return (
    <div className="scrubber">
      <p className="scrubber-banner">{moment ? banner(formatSecond(moment.atMs)) : words.loading}</p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <div className="scrubber-line">
        {step(-1, words.back)}
        <input
          ref={line}
          type="range"
          min={1}
          max={Math.max(count, 1)}
          value={seq}
          aria-label={words.position}
          aria-valuetext={said}
          onChange={(event) => onGoTo(event.target.valueAsNumber)}
        />
        {step(1, words.forward)}
        <span className="scrubber-count">{words.count(seq, count)}</span>
      </div>
      <select aria-label={words.jump} value={seq} onChange={(event) => onGoTo(Number(event.target.value))}>
        {moments.map((each) => (
          <option key={each.seq} value={each.seq}>
            {`${each.seq}. ${each.words}`}
          </option>
        ))}
      </select>
    </div>
  );
}
