import type { Event } from '@twelvefold/core';
import type { LogIndex } from './log-index.ts';
import { summarizeEvent } from './summarize-event.ts';

const texts = new WeakMap<Event, string>();

/** All that an event is found by, in lower case: its line, its tool and its JSON. Made once for an event. */
export function searchTextOf(event: Event, index: LogIndex): string {
  const known = texts.get(event);
  if (known !== undefined) return known;
  const tool = index.toolOf(index.callOf(event) ?? '') ?? '';
  const text = `${summarizeEvent(event)}\n${tool}\n${JSON.stringify(event)}`.toLowerCase();
  texts.set(event, text);
  return text;
}

/** Makes the texts of events from a place on, until somebody says that it is enough for now. Says where it stopped. */
export function makeSearchTexts(
  events: readonly Event[],
  index: LogIndex,
  { from, isEnough }: { readonly from: number; readonly isEnough: () => boolean },
): number {
  let at = from;
  while (at < events.length) {
    const event = events[at];
    if (event) searchTextOf(event, index);
    at += 1;
    if (at % 16 === 0 && isEnough()) break;
  }
  return at;
}
