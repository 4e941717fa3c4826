'use client';
import type { Tools } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import type { ViewEntry } from './agent-view.ts';
import { useAgent } from './use-agent.ts';

/** The ids of all entries, the streaming ones included: the same array until an entry comes or goes. */
export function useEntryIds<TTools extends Tools>(agent: LiveAgent<TTools>): readonly string[] {
  const ids = useAgent(agent, ({ entries }) => entries.map((entry) => entry.id).join('\n'));
  return ids === '' ? [] : ids.split('\n');
}

/** One entry: the component renders when this entry changes, and for no other. */
export function useEntry<TTools extends Tools>(agent: LiveAgent<TTools>, id: string): ViewEntry<TTools> | undefined {
  return useAgent(agent, ({ entries }) => entries.findLast((entry) => entry.id === id));
}
