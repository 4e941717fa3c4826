'use client';
import type { Tools } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { useCallback, useSyncExternalStore } from 'react';
import type { ViewEntry } from './agent-view.ts';
import { findEntry, partsOf } from './entry-parts.ts';
import { sightOf } from './sight.ts';
import { useLiveAgent } from './use-live-agent.ts';
import { watchEntry } from './watch-entry.ts';

/** One entry: the component renders when this entry changes, and for no other. */
export function useEntry<TTools extends Tools>(agent: LiveAgent<TTools>, id: string): ViewEntry<TTools> | undefined {
  useLiveAgent(agent, undefined);
  const sight = sightOf(agent);
  return useSyncExternalStore(
    useCallback((listener: () => void) => watchEntry(agent, id, listener), [agent, id]),
    () => findEntry<TTools>(partsOf(sight.getSnapshot()), id),
    () => findEntry<TTools>(partsOf(sight.getInitialSnapshot()), id),
  );
}
