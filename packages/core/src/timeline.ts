/*
 * Every past state of a log, folded when somebody looks at it:
 *
 *   events   1 ─────────────────────────────────────────────────▶ n
 *   marks    ·               ·               ·                       kept for ever: nothing is folded far
 *   recent                       ·  · ·                              kept while they are looked at: the same state is the
 *                                                                    same object, and neighbours share what they can
 */
import type { Event } from './event.ts';
import { fold } from './reduce.ts';
import { initialState, type State } from './state.ts';

/** The states of a log, one behind each event. */
export interface Timeline {
  readonly events: readonly Event[];
  /** The state after the first `seq` events; the nearest one for a number that is none of theirs. Pure. */
  readonly stateAt: (seq: number) => State;
  /** The same log with more events behind it. What was folded is not folded again. */
  readonly extend: (more: readonly Event[]) => Timeline;
}

const EVENTS_APART = 128;
/** Each has a list of its entries once somebody sees it. */
const RECENT = 64;

/** The timeline of a log, from its first event on. */
export function createTimeline(events: readonly Event[]): Timeline {
  return timelineOf(events, { marks: [initialState], recent: new Map() });
}

interface Folded {
  /** The states after 0, 128, 256, … events, as far as anybody looked. */
  readonly marks: State[];
  /** By number of events; the one looked at last stands last. */
  readonly recent: Map<number, State>;
}

function timelineOf(events: readonly Event[], folded: Folded): Timeline {
  const { marks, recent } = folded;
  return {
    events,
    stateAt: (seq) => {
      const count = Math.min(Math.max(Math.trunc(seq) || 0, 0), events.length);
      const state = recent.get(count) ?? foldTo(count);
      recent.delete(count);
      recent.set(count, state);
      const [oldest] = recent.keys();
      if (recent.size > RECENT && oldest !== undefined) recent.delete(oldest);
      return state;
    },
    extend: (more) => timelineOf([...events, ...more], { marks: [...marks], recent: new Map(recent) }),
  };

  function foldTo(count: number): State {
    let [done, state] = nearest(count);
    while (done < count) {
      const end = Math.min(count, (Math.floor(done / EVENTS_APART) + 1) * EVENTS_APART);
      state = fold(events.slice(done, end), state);
      done = end;
      if (done === marks.length * EVENTS_APART) marks.push(state);
    }
    return state;
  }

  /** The last state before the one asked for that is there. */
  function nearest(count: number): [count: number, state: State] {
    const mark = Math.min(Math.floor(count / EVENTS_APART), marks.length - 1);
    let best: [number, State] = [mark * EVENTS_APART, marks[mark] ?? initialState];
    for (const [at, state] of recent) if (at <= count && at > best[0]) best = [at, state];
    return best;
  }
}
