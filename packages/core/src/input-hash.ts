import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Json } from './json.ts';

/**
 * SHA-256, as hex, over the RFC 8785 canonical JSON of a value: the same for the same JSON, whatever its key order. Half
 * a surrogate pair counts as U+FFFD. [R46]
 */
export function hashJson(value: Json): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(value))));
}

function canonical(value: Json): string {
  try {
    return canonicalize(value) ?? 'null';
  } catch {
    return canonicalize(wellFormed(value)) ?? 'null';
  }
}

/** JSON text escapes a lone surrogate, in keys too, and nothing else with a code from d800 to dfff. */
function wellFormed(value: Json): Json {
  const text = JSON.stringify(value).replace(/\\(?:u(d[89a-f][\da-f]{2})|.)/g, (escape, lone) =>
    lone ? '\uFFFD' : escape,
  );
  return JSON.parse(text) as Json;
}
