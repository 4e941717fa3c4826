import { createAgent, type LiveAgent } from '@twelvefold/machine';
import type { AgentDefinition, Model, ThreadStore } from '@twelvefold/core';
import type { DeskTools } from './agent/desk-agent.ts';
import { isBusyPhase } from './threads/phases.ts';
import { USER } from './user.ts';

/** One thread with its live agent, outside React. */
export interface Conversation {
  /** Tells one conversation from another in this page. */
  readonly key: string;
  readonly agent: LiveAgent<DeskTools>;
}

/** The conversations of this page. */
export interface Conversations {
  /** A thread as it is, at work or not; without an id a new one. It starts when `agent.start()` is called. */
  readonly open: (threadId?: string) => Conversation;
  /** Nobody looks at it any more: it ends its work, and is let go of then. */
  readonly leave: (conversation: Conversation) => void;
  /** Removes a thread from the store, and ends what is at work on it here. */
  readonly remove: (threadId: string) => Promise<void>;
}

/** What `createConversations` takes. */
export interface ConversationsOptions {
  readonly definition: AgentDefinition<DeskTools>;
  readonly model: Model;
  readonly store: ThreadStore;
}

export function createConversations({ definition, model, store }: ConversationsOptions): Conversations {
  /** Those that are not let go of; of those that nobody looks at any more, how to stop watching them. */
  const live = new Map<Conversation, () => void>();
  const find = (threadId: string | undefined): Conversation | undefined =>
    [...live.keys()].find(({ agent }) => agent.getState().threadId === threadId);
  const drop = (conversation: Conversation): void => {
    live.get(conversation)?.();
    live.delete(conversation);
    conversation.agent.dispose();
  };
  return {
    open: (threadId) => {
      const known = threadId === undefined ? undefined : find(threadId);
      const conversation = known ?? begin(threadId);
      live.get(conversation)?.();
      live.set(conversation, () => undefined);
      return conversation;
    },
    leave: (conversation) => {
      if (!live.has(conversation)) return;
      const { agent } = conversation;
      const dropIfIdle = (): void => {
        const { phase, problem } = agent.getSnapshot();
        if (!isBusyPhase(phase) || problem?.code === 'thread_gone') drop(conversation);
      };
      live.set(conversation, agent.subscribe(dropIfIdle));
      dropIfIdle();
    },
    remove: async (threadId) => {
      const known = find(threadId);
      if (known) drop(known);
      await store.delete(threadId);
    },
  };

  function begin(threadId: string | undefined): Conversation {
    const thread = threadId === undefined ? {} : { thread: threadId };
    const agent = createAgent(definition, { model, store, user: USER, autoStart: false, ...thread });
    return { key: crypto.randomUUID(), agent };
  }
}
