import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Json } from './json.ts';

/** SHA-256, as hex, over the RFC 8785 canonical JSON of a value: the same for the same JSON, whatever its key order. */
export function hashJson(value: Json): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(value) ?? 'null')));
}
