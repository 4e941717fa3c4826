import type { State } from '@twelvefold/core';

/** A checkpoint that was stored: a cache that cannot be read is no cache. */
export function parseState(text: unknown): State | undefined {
  try {
    const state = typeof text === 'string' ? (JSON.parse(text) as State | null) : undefined;
    return typeof state?.seq === 'number' ? state : undefined;
  } catch {
    return undefined;
  }
}
