'use client';
import type { LiveAgent } from '@twelvefold/machine';
import type { ReactNode } from 'react';
import { AgentContext } from './agent-context.ts';

export interface AgentProviderProps {
  readonly agent: LiveAgent;
  readonly children?: ReactNode;
}

/** Makes a live agent reachable from anywhere below, with `useAgentContext`. Nothing else needs it. */
export function AgentProvider({ agent, children }: AgentProviderProps): ReactNode {
  return <AgentContext.Provider value={agent}>{children}</AgentContext.Provider>;
}
