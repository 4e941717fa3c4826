import {
  createTimeline,
  phaseOf,
  type AgentDefinition,
  type Decision,
  type Event,
  type Rejection,
  type State,
  type Tools,
} from '@twelvefold/core';
import type { AgentView } from './agent-view.ts';
import { once } from './once.ts';
import { viewerOf } from './to-view.ts';
import type { ViewSource } from './view-source.ts';

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
  const view = viewerOf(pastOfAgent(definition));
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

/** An agent that only ever says that it is over. */
function pastOfAgent(definition: AgentDefinition): ViewSource {
  const refuse = (): Promise<Decision> => Promise.resolve(refused);
  return {
    definition,
    approve: refuse,
    deny: refuse,
    answer: refuse,
    resolve: refuse,
    undo: refuse,
    refuse: () => refused,
    getUser: () => undefined,
  };
}

const rejection: Rejection = {
  code: 'in_the_past',
  message: 'This is a past state, which nothing can change: fork the thread here, or go back to what is live.',
};
const refused: Decision = { ok: false, rejection };
