/** A property of something that may be anything: its own, and never by running a getter. */
export function own(value: unknown, key: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
}

/** The same of all keys, at most so many. */
export function ownEntries(value: unknown, most: number): readonly (readonly [key: string, value: unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value)
    .slice(0, most)
    .map((key) => [key, own(value, key)] as const);
}

/** A list where one or many may stand. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

const LONGEST_TEXT = 200;

/** Text that is short enough to be drawn. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
}
