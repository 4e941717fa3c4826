import type { ReactNode } from 'react';
import { countText } from './size-text.ts';

export interface LongTextProps {
  readonly text: string;
  /** How many characters are shown. */
  readonly chars: number;
  readonly onChars: (chars: number) => void;
  readonly isMono?: boolean;
  /** What the text is called where nobody sees which one is meant. */
  readonly label: string;
}

/** More of a text than that is not put into the page at once. */
const PAGE_CHARS = 20_000;
const SHORT_CHARS = 600;
const SHORT_LINES = 10;

/** What is shown of a text at first. */
export function shortLength(text: string): number {
  if (text.length <= SHORT_CHARS * 1.2 && lineEnd(text) === text.length) return text.length;
  return Math.min(lineEnd(text), SHORT_CHARS);
}

/** A text, of which a long one shows its beginning until somebody wants more. */
export function LongText({ text, chars, onChars, isMono, label }: LongTextProps): ReactNode {
  const short = shortLength(text);
  const rest = text.length - chars;
  const more =
    rest > PAGE_CHARS
      ? `Show ${countText(PAGE_CHARS)} characters more`
      : `Show all ${countText(text.length)} characters`;
  return (
    <>
      {chars > 0 && (
        <pre className="tfi-ctx-text" data-mono={isMono || undefined}>
          {rest > 0 ? `${text.slice(0, chars)}…` : text}
        </pre>
      )}
      {(rest > 0 || chars > short) && (
        <div className="tfi-ctx-more">
          {rest > 0 && <More words={more} label={label} onClick={() => onChars(chars + PAGE_CHARS)} />}
          {chars > short && <More words="Show less" label={label} onClick={() => onChars(short)} />}
        </div>
      )}
    </>
  );
}

interface MoreProps extends Pick<LongTextProps, 'label'> {
  readonly words: string;
  readonly onClick: () => void;
}

function More({ words, label, onClick }: MoreProps): ReactNode {
  return (
    <button type="button" className="tfi-button" data-plain="" aria-label={`${words} of ${label}`} onClick={onClick}>
      {words}
    </button>
  );
}

/** Where the tenth line ends. */
function lineEnd(text: string): number {
  let at = -1;
  for (let lines = 0; lines < SHORT_LINES; lines++) {
    at = text.indexOf('\n', at + 1);
    if (at === -1) return text.length;
  }
  return at;
}
