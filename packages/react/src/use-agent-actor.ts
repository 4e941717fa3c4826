'use client';
import type { LiveAgent } from '@twelvefold/machine';
import { useSelector } from '@xstate/react';

type MachineSnapshot = ReturnType<LiveAgent['actor']['getSnapshot']>;

/**
 * What a selector makes of the machine's snapshot: its value, its tags, its children.
 *
 * @example
 * const isThinking = useAgentActor(agent, (snapshot) => snapshot.matches('thinking'));
 */
export function useAgentActor<T>(agent: LiveAgent, selector: (snapshot: MachineSnapshot) => T): T {
  return useSelector(agent.actor, selector);
}
