/*
 * A page with one agent on one thread in IndexedDB. What is in `sessionStorage` makes this visit get stuck somewhere: the
 * test takes that away and reloads.
 */
import { askHuman, defineAgent, type AgentDefinition, type Model } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { createIndexedDbStore } from '@twelvefold/stores/indexeddb';
import { createClerk } from '../desk/clerk.ts';
import { createDesk, type Effect } from '../desk/desk.ts';

declare global {
  interface Window {
    agent: LiveAgent;
    /** Writes an effect down outside the page. */
    recordEffect: (threadId: string, effect: Effect) => Promise<void>;
  }
}

const threadId = new URLSearchParams(location.search).get('thread') ?? 'thread';
const desk = createDesk({ record: (effect) => window.recordEffect(threadId, effect), at: holdAt });
const definition = defineAgent({
  name: 'reload desk',
  instructions: 'Do what you are told.',
  limits: { steps: Number(sessionStorage.getItem('steps') ?? 20) },
  tools: { ...desk.tools, ask_human: askHuman() },
}) as unknown as AgentDefinition;

window.agent = createAgent(definition, {
  model: stubborn(createClerk(holdAt)),
  store: createIndexedDbStore({ name: 'reload' }),
  thread: threadId,
  user: { kind: 'person', id: 'ann' },
});

/** Never returns at the point that this visit is to get stuck at. */
function holdAt(point: string): Promise<void> | undefined {
  return point === sessionStorage.getItem('hold') ? new Promise(() => undefined) : undefined;
}

/** Asks a person when told to, and fails once when told to. */
function stubborn(clerk: Model): Model {
  return {
    id: clerk.id,
    async *stream(request, options) {
      const last = request.messages.at(-1);
      if (sessionStorage.getItem('fail')) {
        sessionStorage.removeItem('fail');
        throw Object.assign(new Error('Overloaded.'), { retryable: true, retryAfterMs: 1_500 });
      }
      if (last?.role !== 'user' || last.content !== 'ask') return yield* clerk.stream(request, options);
      const inputText = JSON.stringify({ question: 'Which one?', urgency: 'normal' });
      yield { type: 'call.started', id: 'ask', tool: 'ask_human' };
      yield { type: 'call.ended', id: 'ask', tool: 'ask_human', inputText };
      yield { type: 'finished', finishReason: 'calls', usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}
