import { useTimeline, type LiveAgent } from '@twelvefold/react';
import { useCallback, useMemo, useState } from 'react';
import { placeOf, type Moment } from '../moment.ts';

/** A live agent's log, and where in it this panel looks: at the newest event, until somebody goes elsewhere. */
export function useAgentMoment(agent: LiveAgent, showEntry: Moment['showEntry']): Moment {
  const { timeline, isLoading, problem } = useTimeline(agent);
  const [look, setLook] = useState<Look>();
  const asked = look?.agent === agent ? look.seq : undefined;
  const { events } = timeline;
  const seq = Math.min(asked ?? events.length, events.length);
  const newest = events.length;
  const goTo = useCallback<Moment['goTo']>(
    (to) =>
      setLook((look) => ({ agent, seq: placeOf(to, look?.agent === agent ? Math.min(look.seq, newest) : newest) })),
    [agent, newest],
  );
  const live = useCallback(() => setLook(undefined), []);
  return useMemo(
    (): Moment => ({
      agent,
      definition: agent.definition,
      timeline,
      events,
      seq,
      state: timeline.stateAt(seq),
      isLive: asked === undefined,
      isLoading,
      problem,
      goTo,
      live,
      showEntry,
    }),
    [agent, timeline, events, seq, asked, isLoading, problem, goTo, live, showEntry],
  );
}

interface Look {
  readonly agent: LiveAgent;
  readonly seq: number;
}
