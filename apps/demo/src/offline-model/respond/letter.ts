/** A short letter: greeting, paragraphs, farewell. */
export function letter(name: string, paragraphs: readonly string[]): string {
  return [`Hello ${name.split(' ')[0] ?? name},`, ...paragraphs, 'Best regards'].join('\n\n');
}
