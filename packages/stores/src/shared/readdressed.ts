import type { Event } from '@twelvefold/core';

/**
 * The JSON text of an event, under another thread's id. What cannot be read stays what it is: the fork then names it as its
 * base did.
 */
export function readdressed(text: string, threadId: string): string {
  try {
    const event = JSON.parse(text) as Event;
    return JSON.stringify({ ...event, threadId, id: `${threadId}/${event.seq}` });
  } catch {
    return text;
  }
}
