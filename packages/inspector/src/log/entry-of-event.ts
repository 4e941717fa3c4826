import type { Event } from '@twelvefold/core';
import type { LogIndex } from './log-index.ts';

/** The id of the entry that people see of an event, whether it made that entry or changed it; some have none. */
export function entryOfEvent(event: Event, index: LogIndex): string | undefined {
  switch (event.type) {
    case 'thread.started':
    case 'timer.set':
    case 'timer.fired':
      return undefined;
    case 'model.requested':
    case 'model.replied':
      return `reply-${event.step}`;
    case 'human.asked':
    case 'human.answered':
      return event.askId;
    default:
      // A rule has a line of its own, whichever call it was made with.
      return event.type.startsWith('rule.') ? event.id : (index.callOf(event) ?? event.id);
  }
}
