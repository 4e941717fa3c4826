import type { Event } from '@twelvefold/core';

/**
 * What an event says, for somebody who asked to see it: every text redacted, by itself and beside its key, and then cut. What is
 * cut is text that begins like the JSON that it was.
 */
export function shownPayload(event: Event, redact: (text: string) => string, maxChars: number): unknown {
  const { id: _id, threadId: _threadId, seq: _seq, atMs: _atMs, v: _v, hash: _hash, type: _type, ...payload } = event;
  const clean = JSON.stringify(payload, (_key, value: unknown) => (typeof value === 'string' ? redact(value) : value));
  const text = redact(clean);
  if (text.length > maxChars) return { cutAfter: maxChars, of: text.length, text: text.slice(0, maxChars) };
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What a redaction left is no JSON any more.
    return { text };
  }
}
