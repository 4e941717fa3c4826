/**
 * Letters that nobody sees but that change what is read: they turn the direction of what follows, or hide in a word. Those that
 * scripts and emoji need to join letters are none of them.
 */
const DECEPTIVE =
  /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|[^\P{Cc}\t\n\r]/gu;

/**
 * The text with such letters written out, as in `invoice⟨U+202E⟩fdp.exe`, so that a person approves what is there and not what
 * it looks like.
 */
export function visibleText(text: string): string {
  return text.replace(DECEPTIVE, (letter) => {
    const code = (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${code}⟩`;
  });
}
