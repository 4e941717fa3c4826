/*
 * What happened where, as three thin lanes along the scrubber. However long the log is, a lane is one gradient with no more
 * ticks than anybody could tell apart:
 *
 *   steps      ▏ ▏  ▏▏   ▏  ▏       model.requested
 *   messages  ▏      ▏    ▏         message.received
 *   people         ▏    ▏▏          what waits for somebody, and what they said
 */
import type { Event, EventType } from '@twelvefold/core';

/** The lanes, from the top. */
export type Lane = 'steps' | 'messages' | 'people';

/** A CSS gradient for each lane. */
export type Marks = Readonly<Record<Lane, string>>;

/** As many places as a lane can have ticks. */
const PLACES = 240;

const LANES: { readonly [T in EventType]?: Lane } = {
  'model.requested': 'steps',
  'message.received': 'messages',
  'call.gated': 'people',
  'call.approved': 'people',
  'call.denied': 'people',
  'call.expired': 'people',
  'call.doubted': 'people',
  'call.resolved': 'people',
  'human.asked': 'people',
  'human.answered': 'people',
  'limit.reached': 'people',
  'limit.raised': 'people',
};

const COLORS: Readonly<Record<Lane, string>> = {
  steps: 'var(--busy)',
  messages: 'var(--accent)',
  people: 'var(--warn)',
};

/** The marks of a log, whose events stand along a line from 0 to their number. */
export function toMarks(events: readonly Event[]): Marks {
  const last = Math.max(events.length, 1);
  const places = Math.min(PLACES, last);
  const marked = { steps: new Set<number>(), messages: new Set<number>(), people: new Set<number>() };
  for (const { type, seq } of events) {
    const lane = LANES[type];
    if (lane) marked[lane].add(Math.round((seq / last) * places));
  }
  const gradient = (lane: Lane): string => toGradient(runsOf(marked[lane]), places, COLORS[lane]);
  return { steps: gradient('steps'), messages: gradient('messages'), people: gradient('people') };
}

/** Neighbours become one tick. */
function runsOf(places: ReadonlySet<number>): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  for (const place of [...places].toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && places.size > PLACES / 4 && place - run[1] <= 1) run[1] = place;
    else runs.push([place, place]);
  }
  return runs;
}

function toGradient(runs: readonly (readonly [number, number])[], places: number, color: string): string {
  const at = (place: number, px: string): string => `calc(${((place / places) * 100).toFixed(2)}% ${px})`;
  const stops = runs.flatMap(([from, to]) => {
    const [left, right] = [at(from, '- 1.5px'), at(to, '+ 1.5px')];
    return [`transparent ${left}`, `${color} ${left}`, `${color} ${right}`, `transparent ${right}`];
  });
  return stops.length === 0 ? 'none' : `linear-gradient(to right, ${stops.join(', ')})`;
}
