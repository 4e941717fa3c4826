import type { Model, ModelMessage, ModelPart } from '@twelvefold/core';
import { TOOLS } from './desk.ts';

/**
 * A model that obeys: each `;` of the last message parts two orders, `look here; pay 5 to Ann`, and each order is a call.
 * Once the calls have results it says so. The same context always gives the same reply, whoever asks, however often.
 */
export function createClerk(at: (point: string) => void | Promise<void> = () => undefined): Model {
  return {
    id: 'clerk',
    async *stream({ messages }, { signal }) {
      await at('model: asked');
      for (const [index, part] of reply(messages).entries()) {
        signal.throwIfAborted();
        yield part;
        if (index === 0) await at('model: streaming');
      }
    },
  };
}

function reply(messages: readonly ModelMessage[]): readonly ModelPart[] {
  const last = messages.at(-1);
  const calls = last?.role === 'user' ? callsOf(last.content, messages.length) : [];
  const parts =
    calls.length > 0 ? calls : [{ type: 'text.delta' as const, id: 'text', delta: `Done ${messages.length}.` }];
  const usage = { inputTokens: messages.length, outputTokens: 1 };
  return [...parts, { type: 'finished', finishReason: calls.length > 0 ? 'calls' : 'stop', usage }];
}

function callsOf(text: string, turn: number): readonly ModelPart[] {
  return text.split(';').flatMap((order, index): readonly ModelPart[] => {
    const [, tool = '', what = ''] = /^\s*(\w+)\s*(.*?)\s*$/.exec(order) ?? [];
    if (!Object.hasOwn(TOOLS, tool)) return [];
    const id = `call-${turn}-${index}`;
    return [
      { type: 'call.started', id, tool },
      { type: 'call.ended', id, tool, inputText: JSON.stringify({ what }) },
    ];
  });
}
