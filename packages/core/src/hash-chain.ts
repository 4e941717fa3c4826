import type { Event } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';

/**
 * What the `hash` of an event must be: over the `hash` before it (or none) and all of the event but that and where it is
 * kept. A fork has its prefix under another thread's id, and the same hashes. [R130]
 */
export function chainHash({ id: _, threadId: _threadId, hash: _hash, ...fact }: Event, before: string = ''): string {
  return hashJson([before, fact as unknown as Json]);
}

/** The events, each with its `hash`, behind one that has the hash `before`. */
export function chained(events: readonly Event[], before?: string): readonly Event[] {
  let head = before;
  return events.map((event) => {
    head = chainHash(event, head);
    return { ...event, hash: head };
  });
}
