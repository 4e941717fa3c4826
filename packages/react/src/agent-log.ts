import { createTimeline, type Timeline } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { once } from './once.ts';
import { createResource, type Resource } from './resource.ts';

/** A live agent's log with its past states, read on as it grows; one for all components that look. */
export const logOf: (agent: LiveAgent) => Resource<Timeline> = once((agent: LiveAgent) =>
  createResource<Timeline>({
    initial: createTimeline([]),
    read: async (before) => {
      const more = await agent.readEvents({ afterSeq: before.events.length });
      return more.length === 0 ? before : before.extend(more);
    },
    watch: ({ events }, changed) =>
      agent.subscribe(() => {
        if (agent.getState().seq > events.length) changed();
      }),
  }),
);
