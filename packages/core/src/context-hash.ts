/*
 * The hash of a request, for the price of what is new in it. In canonical JSON the messages stand in front:
 *
 *   {"messages":[ m1, m2, … m40 │, m41, m42 ],"system":…,"tools":…}
 *                               └ what was hashed up to here is kept, and the next request of the thread goes on from it
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bytesOf, canonicalBytes, canonicalText } from './input-hash.ts';
import type { Json } from './json.ts';
import type { ModelMessage, ModelRequest } from './ports.ts';

type Hasher = ReturnType<typeof sha256.create>;

interface Prefix {
  readonly messages: readonly ModelMessage[];
  readonly hasher: Hasher;
}

/** By the last message of the prefix: one for each thread, as long as there is anybody who has that message. */
const prefixes = new WeakMap<ModelMessage, Prefix>();
const ends = new WeakMap<ModelRequest['tools'], { readonly system: string; readonly bytes: Uint8Array }>();

/** `hashJson` of a request. Messages that are the same objects as in the request before are not hashed again. */
export function hashRequest({ system, messages, tools }: ModelRequest): string {
  const known = prefixOf(messages);
  const hasher = known ? known.hasher.clone() : sha256.create().update(bytesOf('{"messages":['));
  const from = known?.messages.length ?? 0;
  for (const [index, message] of messages.slice(from).entries()) {
    if (from + index > 0) hasher.update(bytesOf(','));
    hasher.update(canonicalBytes(message as unknown as Json));
  }
  keep(messages, hasher, known);
  return bytesToHex(hasher.clone().update(endOf(system, tools)).digest());
}

/** The longest beginning of the messages that was hashed before. */
function prefixOf(messages: readonly ModelMessage[]): Prefix | undefined {
  for (let length = messages.length; length > 0; length--) {
    const last = messages[length - 1];
    const prefix = last && prefixes.get(last);
    if (prefix?.messages.length === length && prefix.messages.every((message, index) => message === messages[index]))
      return prefix;
  }
  return undefined;
}

/** In place of the prefix that it goes on from: a thread does not pay for all its requests. */
function keep(messages: readonly ModelMessage[], hasher: Hasher, before: Prefix | undefined): void {
  const replaced = before?.messages.at(-1);
  const last = messages.at(-1);
  if (replaced) prefixes.delete(replaced);
  if (last) prefixes.set(last, { messages, hasher });
}

/** What stands behind the messages: mostly the same as in the request before. */
function endOf(system: string, tools: ModelRequest['tools']): Uint8Array {
  const known = ends.get(tools);
  if (known?.system === system) return known.bytes;
  const text = `],"system":${canonicalText(system)},"tools":${canonicalText(tools as unknown as Json)}}`;
  const end = { system, bytes: bytesOf(text) };
  ends.set(tools, end);
  return end.bytes;
}
