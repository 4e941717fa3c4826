import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { createMemoryStore, type Event, type Model } from '@twelvefold/core';
import type { Database } from '../db/database.ts';
import { createDeskAgent, type DeskTools } from './agent/desk-agent.ts';
import { USER } from './user.ts';

/** One thread with its live agent, outside React. */
export interface Conversation {
  /** Tells one conversation from another in this page. */
  readonly key: string;
  readonly agent: LiveAgent<DeskTools>;
  /** The whole log so far. */
  readonly events: () => Promise<readonly Event[]>;
}

/** A new conversation. It starts to work when `agent.start()` is called. */
export function createConversation(database: Database, model: Model): Conversation {
  const store = createMemoryStore();
  const definition = createDeskAgent(database);
  const agent = createAgent(definition, { model, store, exclusive: true, user: USER, autoStart: false });
  return { key: crypto.randomUUID(), agent, events: () => store.read(agent.getState().threadId) };
}
