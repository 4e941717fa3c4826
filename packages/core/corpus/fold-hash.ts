import { hashJson } from '../src/input-hash.ts';
import type { Json } from '../src/json.ts';
import type { State } from '../src/state.ts';

/** What a log says, as a hash. What is empty, 0 or false is left out: a field that a later version adds changes nothing. */
export function foldHash(state: State): string {
  return hashJson(withoutEmpty(state as unknown as Json) ?? null);
}

function withoutEmpty(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return items.length === 0 ? undefined : items.map((item) => withoutEmpty(item) ?? null);
  }
  const entries = Object.entries(value).flatMap(([key, field]) => {
    const kept = withoutEmpty(field);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
