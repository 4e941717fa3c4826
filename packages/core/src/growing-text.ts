/** Text that arrives in pieces. Always well-formed: half a surrogate pair is held back until its other half comes. */
export interface GrowingText {
  /** Safe to show and to log. Appending and reading it cost O(piece), however long it is. */
  readonly shown: string;
  /** The first half of a surrogate pair at the very end, or nothing. */
  readonly held: string;
}

export const emptyText: GrowingText = { shown: '', held: '' };

/** Appends a piece. A half without its other half becomes U+FFFD, as it does wherever bytes are decoded. */
export function growText(text: GrowingText, piece: string): GrowingText {
  const added = text.held + piece;
  const whole = /[\uD800-\uDBFF]$/.test(added) ? added.length - 1 : added.length;
  return { shown: text.shown + added.slice(0, whole).toWellFormed(), held: added.slice(whole) };
}

/** The whole text when no more will come. */
export function endText(text: GrowingText): string {
  return text.shown + text.held.toWellFormed();
}
