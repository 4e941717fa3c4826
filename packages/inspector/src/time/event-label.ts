import type { Event } from '@twelvefold/core';

/** `Event 12 of 80: call.gated` */
export function eventLabel(events: readonly Event[], seq: number): string {
  if (events.length === 0) return 'No events yet';
  const event = events[seq - 1];
  return event ? `Event ${seq} of ${events.length}: ${event.type}` : `Before the first of ${events.length} events`;
}
