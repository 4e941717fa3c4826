'use client';
import type { Tools } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { createContext, useContext, type ReactNode } from 'react';

const AgentContext = createContext<LiveAgent | undefined>(undefined);

/** Makes a live agent reachable from anywhere below. */
export function AgentProvider({
  agent,
  children,
}: {
  readonly agent: LiveAgent<never>;
  readonly children: ReactNode;
}): ReactNode {
  return <AgentContext.Provider value={agent as unknown as LiveAgent}>{children}</AgentContext.Provider>;
}

/**
 * The agent of the nearest provider. Name the definition's tools to type it: `useAgentContext<typeof desk.tools>()`.
 *
 * @throws TypeError without a provider above.
 */
export function useAgentContext<TTools extends Tools = Tools>(): LiveAgent<TTools> {
  const agent = useContext(AgentContext);
  if (!agent) throw new TypeError('useAgentContext() needs an <AgentProvider agent={…}> above it.');
  return agent as unknown as LiveAgent<TTools>;
}
