import type { Event } from './event.ts';
import type { State } from './state.ts';

/** The events as those of another thread: a fork has its base's under its own id. Hashes stay what they were. [R5] */
export function toThread(events: readonly Event[], threadId: string): readonly Event[] {
  return events.map((event) =>
    event.threadId === threadId ? event : { ...event, threadId, id: `${threadId}/${event.seq}` },
  );
}

/** What `toThread` of the events that a state was folded from amounts to: only entries that are named after an event differ. */
export function toThreadState(state: State, threadId: string): State {
  const before = `${state.threadId}/`;
  const entries = state.entries.map((entry) =>
    entry.id === `${before}${entry.seq}` ? { ...entry, id: `${threadId}/${entry.seq}` } : entry,
  );
  return { ...state, threadId, entries };
}
