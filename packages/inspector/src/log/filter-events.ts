import type { Event } from '@twelvefold/core';
import { groupOf } from './event-group.ts';
import { isOfCall, type LogIndex } from './log-index.ts';
import { searchTextOf } from './search-text.ts';

/** Which events are shown. */
export interface LogFilter {
  /** A type of event, or a group of them; empty for all. */
  readonly kind: string;
  /** Empty for all. */
  readonly callId: string;
  /** An event has every word of it somewhere. */
  readonly text: string;
}

export const NO_FILTER: LogFilter = { kind: '', callId: '', text: '' };

export function isFiltering({ kind, callId, text }: LogFilter): boolean {
  return kind !== '' || callId !== '' || text.trim() !== '';
}

/** The events of a log that a filter lets through, in the order of the log. */
export type FilterLog = (events: readonly Event[], filter: LogFilter, index: LogIndex) => readonly Event[];

/** Filters logs, and knows what came of it last: where the log has grown since, only what is new is looked at. */
export function createLogFilter(): FilterLog {
  let last: { events: readonly Event[]; filter: LogFilter; shown: readonly Event[] } | undefined;
  return (events, filter, index) => {
    if (!isFiltering(filter)) return events;
    const before = last && isSame(last.filter, filter) && isPrefix(last.events, events) ? last : undefined;
    const more = events.slice(before?.events.length ?? 0).filter(toTest(filter, index));
    const shown = before ? (more.length === 0 ? before.shown : [...before.shown, ...more]) : more;
    last = { events, filter, shown };
    return shown;
  };
}

/** Where the last event up to `seq` stands in some of a log's events; -1 where all are behind it. */
export function indexUpTo(shown: readonly Event[], seq: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((shown[middle]?.seq ?? Infinity) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function toTest(filter: LogFilter, index: LogIndex): (event: Event) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (event) =>
    (filter.kind === '' || event.type === filter.kind || groupOf(event.type) === filter.kind) &&
    (filter.callId === '' || isOfCall(event, filter.callId, index)) &&
    (words.length === 0 || hasAll(searchTextOf(event, index), words));
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

function isSame(a: LogFilter, b: LogFilter): boolean {
  return a.kind === b.kind && a.callId === b.callId && a.text === b.text;
}

/** A log only grows, so its last event tells. */
function isPrefix(before: readonly Event[], events: readonly Event[]): boolean {
  return before.length <= events.length && before.at(-1) === events[before.length - 1];
}
