/** The words of a text as they are searched for: lower case, without accents, letters and digits only. */
export function words(text: string): readonly string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  return plain.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
}

/** A text's words in one string, a space before each: `' ' + prefix` is found in it where a word begins so. */
export function searchable(text: string): string {
  return words(text)
    .map((word) => ` ${word}`)
    .join('');
}
