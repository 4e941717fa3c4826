import { createTimeline, phaseOf, type AgentDefinition, type Event, type State, type Tools } from '@twelvefold/core';
import type { AgentView } from './agent-view.ts';
import { once } from './once.ts';
import { inThePast, pastSource } from './past-source.ts';
import { viewerOf } from './to-view.ts';

/**
 * What a component saw when this was the state, for the same components to show. Pure, and nothing runs: whatever is asked
 * of its approvals, questions and doubts is refused with `in_the_past`. The same `seq` of the same events is the same view.
 *
 * @param seq How many events there were; see `useHistory` for a thread that is live.
 */
export function viewAt<TTools extends Tools>(
  definition: AgentDefinition<TTools>,
  events: readonly Event[],
  seq: number,
): AgentView<TTools> {
  return viewOfPast(definition, timelineOf(events).stateAt(seq));
}

/** The view of a state that is over. */
export function viewOfPast<TTools extends Tools>(definition: AgentDefinition<TTools>, state: State): AgentView<TTools> {
  return pastOf(definition)(state) as AgentView<TTools>;
}

const timelineOf = once(createTimeline);

const pastOf = once((definition: AgentDefinition) => {
  const view = viewerOf(pastSource(definition, () => inThePast));
  return once((state: State) =>
    view({
      state,
      phase: phaseOf(state, definition.flow),
      draft: undefined,
      isRestoring: false,
      problem: undefined,
      rejection: undefined,
    }),
  );
});
