'use client';
import type { Tools } from '@twelvefold/core';
import type { AgentSnapshot, LiveAgent } from '@twelvefold/machine';
import { useCallback } from 'react';
import type { AgentView } from './agent-view.ts';
import { toView } from './to-view.ts';
import { useLiveAgent } from './use-live-agent.ts';
import { useSelection } from './use-selection.ts';

/** What a selector makes of the agent as it is, wherever somebody looks. */
export function useLiveView<TTools extends Tools, T>(
  agent: LiveAgent<TTools>,
  select: (view: AgentView<TTools>) => T,
): T {
  useLiveAgent(agent, undefined);
  return useSelection(
    agent,
    useCallback((snapshot: AgentSnapshot) => select(toView(agent, snapshot)), [agent, select]),
  );
}
