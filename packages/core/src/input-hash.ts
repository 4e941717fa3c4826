import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './json.ts';

/**
 * SHA-256, as hex, over the RFC 8785 canonical JSON of a value: the same for the same JSON, whatever its key order. Half
 * a surrogate pair counts as U+FFFD. [R46]
 */
export function hashJson(value: Json): string {
  const text = canonicalText(value);
  if (text.length > SHORT) return hashOf(text);
  // An input is hashed when it is admitted, when it is claimed and when it runs: mostly one right after the other.
  if (last?.text !== text) last = { text, hash: hashOf(text) };
  return last.hash;
}

let last: { readonly text: string; readonly hash: string } | undefined;

function hashOf(text: string): string {
  return bytesToHex(sha256(bytesOf(text)));
}

/** What is hashed of a value, and of the values in it: those of an array are its own, with commas between them. */
export function canonicalBytes(value: Json): Uint8Array {
  return bytesOf(canonicalText(value));
}

/** The same as text. */
export function canonicalText(value: Json): string {
  const text = canonicalJson(value);
  return text.includes(LONE_SURROGATE) ? canonicalJson(wellFormed(value)) : text;
}

/** For short ASCII text an encoder takes longer to make than to do without. */
const SHORT = 1_000;

/** The UTF-8 of a text. */
export function bytesOf(text: string): Uint8Array {
  if (text.length > SHORT) return utf8ToBytes(text);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return utf8ToBytes(text);
    bytes[index] = code;
  }
  return bytes;
}

/** What stands in JSON text for half a surrogate pair, and else for text that looks like it. */
const LONE_SURROGATE = '\\ud';

/** JSON text escapes a lone surrogate, in keys too, and nothing else with a code from d800 to dfff. */
function wellFormed(value: Json): Json {
  const text = JSON.stringify(value).replace(/\\(?:u(d[89a-f][\da-f]{2})|.)/g, (escape, lone) =>
    lone ? '\uFFFD' : escape,
  );
  return JSON.parse(text) as Json;
}
