'use client';
import { TwelvefoldError, type AgentDefinition, type Tools } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { useContext } from 'react';
import { AgentContext } from './agent-context.ts';

/**
 * The agent of the nearest provider; with its definition, typed by that definition's tools.
 *
 * @throws TwelvefoldError `invalid_use` without a provider above, or when its agent has another definition.
 * @example
 * const { approvals } = useAgent(useAgentContext(desk));
 */
export function useAgentContext(): LiveAgent;
export function useAgentContext<TTools extends Tools>(definition: AgentDefinition<TTools>): LiveAgent<TTools>;
export function useAgentContext(definition?: AgentDefinition): LiveAgent {
  const agent = useContext(AgentContext);
  if (!agent)
    throw new TwelvefoldError('invalid_use', 'useAgentContext needs an <AgentProvider agent={…}> above the component.');
  if (definition && agent.definition !== definition)
    throw new TwelvefoldError(
      'invalid_use',
      `The <AgentProvider> above has agent "${agent.definition.name}" with another definition than the "${definition.name}" that useAgentContext was given.`,
    );
  return agent;
}
