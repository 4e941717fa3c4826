'use client';
import type { LiveAgent } from '@twelvefold/machine';
import { useAgent } from './use-agent.ts';

/** The ids of all entries, the streaming ones included: the same array until an entry comes or goes. */
export function useEntryIds(agent: LiveAgent): readonly string[] {
  return useAgent(agent, ({ entries }) => entries.map(({ id }) => id));
}
