'use client';
import type { Tools } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import type { ViewEntry } from './agent-view.ts';
import { findEntry } from './find-entry.ts';
import { useAgent } from './use-agent.ts';

/** One entry: the component renders when this entry changes, and for no other. */
export function useEntry<TTools extends Tools>(agent: LiveAgent<TTools>, id: string): ViewEntry<TTools> | undefined {
  return useAgent(agent, (view) => findEntry(view, id));
}
