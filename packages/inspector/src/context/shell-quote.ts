/** A text as one word of a POSIX shell, which changes nothing in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
