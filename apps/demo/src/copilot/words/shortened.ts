import { visibleText } from './visible-text.ts';

const SHORT = 48;

/** A text in one line, as much of it as tells it from others. */
export function shortened(text: string): string {
  const line = visibleText(text.replaceAll(/\s+/g, ' ').trim());
  return line.length > SHORT ? `${line.slice(0, SHORT - 1).trimEnd()}…` : line;
}
