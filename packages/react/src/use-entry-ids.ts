'use client';
import type { LiveAgent } from '@twelvefold/machine';
import { entryIds, partsOf } from './entry-parts.ts';
import { useAgent } from './use-agent.ts';

/** The ids of all entries, the streaming ones included: the same array until an entry comes or goes. */
export function useEntryIds(agent: LiveAgent): readonly string[] {
  return useAgent(agent, idsOf);
}

const idsOf = (view: Parameters<typeof partsOf>[0]): readonly string[] => entryIds(partsOf(view));
