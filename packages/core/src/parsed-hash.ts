import { hashJson } from './input-hash.ts';
import { toJson } from './json.ts';

/**
 * The hash of what a schema made of an input, to be logged with who decided on it; nothing where that is no JSON. An
 * input is bound by its own hash, but what runs is what the schema makes of it. [R104]
 */
export function withParsedHash(parsed: unknown): { readonly parsedHash?: string } {
  const json = toJson(parsed);
  return json.ok ? { parsedHash: hashJson(json.value) } : {};
}
