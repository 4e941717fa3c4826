/*
 * Where in a log somebody looks. The panes of the panel share one: whoever goes to an event takes all of them along.
 *
 *   events   1 ──────────────●────────────▶ n
 *                            seq             live: seq follows n
 *            machine, log, context and state show what was true behind event `seq`
 */
import type { AgentDefinition, Event, State, Timeline, TwelvefoldError } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/react';
import { createContext, useContext, type Context } from 'react';

/** What the panes show: a log, and the place in it. */
export interface Moment {
  /** Absent for a log that was opened from a file: there is nothing to ask anything of. */
  readonly agent: LiveAgent | undefined;
  readonly definition: AgentDefinition;
  readonly timeline: Timeline;
  /** All there are; event `n` stands at `n - 1`. */
  readonly events: readonly Event[];
  /** What is shown is the state after this many events. 0 is before the first. */
  readonly seq: number;
  /** That state. */
  readonly state: State;
  /** The newest event is followed as more are logged. */
  readonly isLive: boolean;
  /** The log has not been read yet. */
  readonly isLoading: boolean;
  /** Why the log could not be read to its end. */
  readonly problem: TwelvefoldError | undefined;
  /** Shows the state after this many events, of those that there are; a function is told where the panel looks by now. */
  readonly goTo: (seq: number | ((now: number) => number)) => void;
  /** Follows the newest event again. */
  readonly live: () => void;
  /** Shows an entry of the state in the app itself, where the app knows how to. */
  readonly showEntry: ((entryId: string) => void) | undefined;
}

/** Where `goTo` leads: to no less than nothing, from where the panel looks by now, which what is drawn may not show yet. */
export function placeOf(to: Parameters<Moment['goTo']>[0], now: number): number {
  return Math.max(0, Math.trunc(typeof to === 'function' ? to(now) : to));
}

export const MomentContext: Context<Moment | undefined> = createContext<Moment | undefined>(undefined);

/**
 * The moment that the panel around this component looks at.
 *
 * @throws TypeError outside of a panel.
 */
export function useMoment(): Moment {
  const moment = useContext(MomentContext);
  if (!moment) throw new TypeError('There is no MomentContext above this component.');
  return moment;
}
