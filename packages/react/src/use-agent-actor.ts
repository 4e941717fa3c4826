'use client';
import type { LiveAgent } from '@twelvefold/machine';
import { useSelector } from '@xstate/react';
import { once } from './once.ts';
import { useIsHydrating } from './use-is-hydrating.ts';

type MachineSnapshot = ReturnType<LiveAgent['actor']['getSnapshot']>;

/**
 * What a selector makes of the machine's snapshot: its value, its tags, its children.
 *
 * @example
 * const isThinking = useAgentActor(agent, (snapshot) => snapshot.matches('thinking'));
 */
export function useAgentActor<T>(agent: LiveAgent, selector: (snapshot: MachineSnapshot) => T): T {
  const isHydrating = useIsHydrating();
  return useSelector(isHydrating ? actorAtFirst(agent) : agent.actor, selector);
}

/** The actor as it was when the agent was made. */
const actorAtFirst = once((agent: LiveAgent): Pick<LiveAgent['actor'], 'subscribe' | 'getSnapshot'> => ({
  subscribe: () => ({ unsubscribe: () => undefined }),
  getSnapshot: agent.getInitialActorSnapshot,
}));
