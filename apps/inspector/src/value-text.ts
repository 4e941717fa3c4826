import type { Json } from '@twelvefold/core';

/** The state that a machine is in, in a line: `acting.running`, `{ bold: on, italic: off }`. Empty for what is no state. */
export function valueText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return '';
  const parts = Object.entries(value).map(([key, inner]): readonly [string, string] => [key, valueText(inner)]);
  const [only, ...more] = parts;
  if (!only) return '';
  if (more.length === 0) return only[1] === '' ? only[0] : `${only[0]}.${only[1]}`;
  return `{ ${parts.map(([key, inner]) => (inner === '' ? key : `${key}: ${inner}`)).join(', ')} }`;
}
