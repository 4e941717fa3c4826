import type { AgentDefinition, Decision } from '@twelvefold/core';
import type { ViewSource } from './view-source.ts';

/** What comes of whatever is asked of a past state. */
export const inThePast: Extract<Decision, { readonly ok: false }> = {
  ok: false,
  rejection: {
    code: 'in_the_past',
    message: 'This is a past state, which nothing can change: fork the thread here, or go back to what is live.',
  },
};

/** An agent that only ever says that it is over. */
export function pastSource(definition: AgentDefinition, refuse: () => Decision): ViewSource {
  const decide = (): Promise<Decision> => Promise.resolve(refuse());
  return {
    definition,
    isPast: true,
    approve: decide,
    deny: decide,
    answer: decide,
    resolve: decide,
    undo: decide,
    refuse,
    getUser: () => undefined,
  };
}
