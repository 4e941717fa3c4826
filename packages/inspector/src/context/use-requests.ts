import { phaseOf, type AgentDefinition, type State } from '@twelvefold/core';
import { useMemo, useState } from 'react';
import type { Moment } from '../moment.ts';
import { listRequests, requestAt, type LoggedRequest } from './list-requests.ts';

/** Which request is shown, and which others there are. */
export interface UseRequests {
  readonly requests: readonly LoggedRequest[];
  /** The one that is shown; none for the next request, or where there is none at all. */
  readonly shown: LoggedRequest | undefined;
  /** Of the step before. */
  readonly before: LoggedRequest | undefined;
  /** What would be asked in this state is shown: it is not in the log. */
  readonly isNext: boolean;
  /** There is a next request, here or at the end of the log. */
  readonly hasNext: boolean;
  /** Goes to a request, with all panes, or to the next one. */
  readonly show: (request: LoggedRequest | 'next') => void;
}

/** The request that belongs to the panel's place in the log: the newest one up to there, or the one that would come next. */
export function useRequests(moment: Moment): UseRequests {
  const { definition, timeline, events, state, seq, isLive, goTo, live } = moment;
  const requests = useMemo(() => listRequests(events), [events]);
  const [asked, ask] = useState<{ readonly seq: number; readonly isLive: boolean }>();
  const newest = requestAt(requests, seq);
  const isDueHere = isDue(definition, state);
  // Chosen for this place in the log only; a panel that follows the newest event stays with it.
  const wantsNext = asked !== undefined && (asked.seq === seq || (asked.isLive && isLive));
  const isNext = isDueHere && (wantsNext || !newest);
  return {
    requests,
    shown: isNext ? undefined : newest,
    before: isNext ? newest : newest && stepBefore(requests, newest),
    isNext,
    hasNext: isDueHere || isDue(definition, timeline.stateAt(events.length)),
    show: (request) => {
      if (request !== 'next') {
        ask(undefined);
        if (request !== newest) goTo(request.event.seq);
      } else if (isDueHere) {
        ask({ seq, isLive });
      } else {
        ask({ seq: events.length, isLive: true });
        live();
      }
    },
  };
}

/** Whether a model would be asked in this state, at once or as soon as somebody writes. */
function isDue(definition: AgentDefinition, state: State): boolean {
  const phase = phaseOf(state, definition.flow);
  return phase === 'thinking' ? !state.request : phase === 'idle' || phase === 'done' || phase === 'backingOff';
}

function stepBefore(requests: readonly LoggedRequest[], { event }: LoggedRequest): LoggedRequest | undefined {
  return requests.findLast((one) => one.event.seq < event.seq && one.event.step !== event.step);
}
