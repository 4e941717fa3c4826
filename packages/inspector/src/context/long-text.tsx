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
  return (
    <>
      {chars > 0 && (
        <pre className="tfi-ctx-text" data-mono={isMono || undefined}>
          {rest > 0 ? `${text.slice(0, chars)}…` : text}
        </pre>
      )}
      {(rest > 0 || text.length > short) && (
        <div className="tfi-ctx-more">
          {rest > 0 && (
            <button
              type="button"
              className="tfi-button"
              data-plain=""
              aria-label={`Show ${rest > PAGE_CHARS ? 'more' : 'all'} of ${label}`}
              onClick={() => onChars(chars + PAGE_CHARS)}
            >
              {rest > PAGE_CHARS
                ? `Show ${countText(PAGE_CHARS)} characters more`
                : `Show all ${countText(text.length)} characters`}
            </button>
          )}
          {chars > short && (
            <button
              type="button"
              className="tfi-button"
              data-plain=""
              aria-label={`Show less of ${label}`}
              onClick={() => onChars(short)}
            >
              Show less
            </button>
          )}
        </div>
      )}
    </>
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
