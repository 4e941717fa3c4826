import { hashJson } from './input-hash.ts';
import { toJson } from './json.ts';
import type { CallEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { State } from './state.ts';

/**
 * The hash of what a schema made of an input, to be logged with who decided on it; nothing where that is no JSON. An
 * input is bound by its own hash, but what runs is what the schema makes of it. [R104]
 */
export function withParsedHash(parsed: unknown): { readonly parsedHash?: string } {
  const json = toJson(parsed);
  return json.ok ? { parsedHash: hashJson(json.value) } : {};
}

/** The same for all that a call is given: one that takes back another call is given the output of that one, too. [R151] */
export function withTakenHash(state: State, { undoes }: CallEntry, parsed: unknown): { readonly parsedHash?: string } {
  if (undoes === undefined) return withParsedHash(parsed);
  const json = toJson(parsed);
  return { parsedHash: hashJson([json.ok ? json.value : null, findCall(state, undoes)?.output ?? null]) };
}
