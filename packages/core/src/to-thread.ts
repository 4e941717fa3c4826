import type { Event } from './event.ts';

/** The events as those of another thread: a fork has its base's under its own id. Hashes stay what they were. [R5] */
export function toThread(events: readonly Event[], threadId: string): readonly Event[] {
  return events.map((event) =>
    event.threadId === threadId ? event : { ...event, threadId, id: `${threadId}/${event.seq}` },
  );
}
