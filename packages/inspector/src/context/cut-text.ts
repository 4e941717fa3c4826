/** Tokenizers take time with the square of a run of letters, so none may be longer than this. */
const MOST = 1_000;
const LEAST = 700;

/** A letter or a digit that a word ends with. */
const WORD_END = /[\p{L}\p{N}](?![\p{L}\p{M}\p{N}'])/u;

/**
 * Pieces of a text of at most 1,000 characters. They end where a word does: byte pair encodings of OpenAI begin a token
 * there anyway, so the tokens of the pieces are those of the text. Only a run without such a place is cut anywhere.
 */
export function* cutText(text: string): Generator<string, void> {
  let from = 0;
  while (text.length - from > MOST) {
    const to = from + (wordEnd(text.slice(from + LEAST, from + MOST + 2)) ?? wholeEnd(text, from));
    yield text.slice(from, to);
    from = to;
  }
  if (from < text.length) yield text.slice(from);
}

/** The last two characters are there to be looked at: the first of them, which may be half of a pair, says whether the word goes on. */
function wordEnd(text: string): number | undefined {
  const found = WORD_END.exec(text);
  const end = found && found.index + found[0].length;
  return end !== null && end <= text.length - 2 ? LEAST + end : undefined;
}

function wholeEnd(text: string, from: number): number {
  const last = text.charCodeAt(from + MOST - 1);
  return last >= 0xd800 && last <= 0xdbff ? MOST - 1 : MOST;
}
