import type { AgentDefinition, JsonObject } from '@twelvefold/core';
import { createContext, use } from 'react';
import type { DeskTools } from './agent/desk-agent.ts';

/** What the cards of a conversation share. Never changes while the conversation lasts. */
export interface ConversationFacts {
  readonly definition: AgentDefinition<DeskTools>;
  /** The JSON Schema of each tool's input, as the model gets it. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
}

export const ConversationContext = createContext<ConversationFacts | undefined>(undefined);

/** The conversation around this component. */
export function useConversation(): ConversationFacts {
  const facts = use(ConversationContext);
  if (!facts) throw new TypeError('There is no ConversationContext above this component.');
  return facts;
}
