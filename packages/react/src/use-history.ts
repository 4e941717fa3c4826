'use client';
import type { Event, Tools, TwelvefoldError } from '@twelvefold/core';
import type { Fork, ForkOptions, LiveAgent } from '@twelvefold/machine';
import { useCallback, useMemo, useState } from 'react';
import type { AgentView } from './agent-view.ts';
import { useLiveView } from './use-live-view.ts';
import { useTimeline } from './use-timeline.ts';
import { viewOfPast } from './view-at.ts';

/** A thread's past, and where in it somebody looks. */
export interface UseHistory<TTools extends Tools = Tools> {
  /** The log, from its first event on: empty until it was read. */
  readonly events: readonly Event[];
  /** What is shown is the state after this many events. */
  readonly seq: number;
  /** What is shown is the agent as it is. */
  readonly isLive: boolean;
  /** The log has not been read yet. */
  readonly isLoading: boolean;
  /** Why the log could not be read to its end. */
  readonly problem: TwelvefoldError | undefined;
  /** For the components that show the live agent, too: in the past, all that is asked of it is refused with `in_the_past`. */
  readonly view: AgentView<TTools>;
  /** Shows the state after this many events, of those that there are. Until the log is read, the live one is shown. */
  readonly goTo: (seq: number) => void;
  /** Back to the agent as it is. */
  readonly live: () => void;
  /** Forks the thread at what is shown, unless the options say where. */
  readonly fork: (options?: ForkOptions) => Promise<Fork>;
}

/**
 * A live agent's log, and a view of any past state of it. Looking runs nothing, and changes nothing for others: each
 * component that uses this looks somewhere of its own, also while `lookAt` has the others show another place.
 *
 * @example
 * const { view, events, seq, goTo, live, fork } = useHistory(agent);
 */
export function useHistory<TTools extends Tools>(agent: LiveAgent<TTools>): UseHistory<TTools> {
  const { timeline, isLoading, problem } = useTimeline(agent);
  const [look, setLook] = useState<Look>();
  const asked = look?.agent === agent ? look.seq : undefined;

  const { events } = timeline;
  const isLive = asked === undefined || events.length === 0;
  // Whoever looks at the past does not render for what happens now.
  const now = useLiveView(agent, (view) => (isLive ? view : undefined));
  const view = now ?? viewOfPast(agent.definition, timeline.stateAt(asked ?? 0));
  const { seq } = view.state;
  const goTo = useCallback((to: number) => setLook({ agent, seq: to }), [agent]);
  const live = useCallback(() => setLook(undefined), []);
  return useMemo(
    (): UseHistory<TTools> => ({
      events,
      seq,
      isLive,
      isLoading,
      problem,
      view,
      goTo,
      live,
      fork: (options = {}) => agent.fork(isLive || options.before !== undefined ? options : { at: seq, ...options }),
    }),
    [agent, events, seq, isLive, isLoading, problem, view, goTo, live],
  );
}

interface Look {
  readonly agent: LiveAgent;
  readonly seq: number;
}
