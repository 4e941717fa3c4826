import type { AgentDefinition, JsonObject } from '@twelvefold/core';
import type { Fork, ForkOptions } from '@twelvefold/machine';
import { createContext, use } from 'react';
import type { DeskTools } from './agent/desk-agent.ts';

/** What the cards of a conversation share. Never changes while the conversation lasts. */
export interface ConversationFacts {
  readonly definition: AgentDefinition<DeskTools>;
  /** The JSON Schema of each tool's input, as the model gets it. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** Whether this tab made that claim, before it was reloaded, too. */
  readonly isOwnRunner: (runner: string) => boolean;
  /** Begins a branch and shows it. */
  readonly branch: (options: ForkOptions) => Promise<Fork>;
  /** Shows another conversation. */
  readonly show: (threadId: string) => void;
}

export const ConversationContext = createContext<ConversationFacts | undefined>(undefined);

/** The conversation around this component. */
export function useConversation(): ConversationFacts {
  const facts = use(ConversationContext);
  if (!facts) throw new TypeError('There is no ConversationContext above this component.');
  return facts;
}
