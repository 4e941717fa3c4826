import { defineAgent, defineTool, type Model, type ModelPart } from '@twelvefold/core';
import { z } from 'zod';
import { TOOL, type Delta } from '../page/content.ts';

/** One agent, one tool that a person would have to approve, so that nothing runs after the reply. */
export const benchAgent = defineAgent({
  name: 'bench',
  instructions: 'You write reports.',
  tools: {
    [TOOL]: defineTool({
      description: 'Writes a report.',
      input: z.union([
        z.object({ content: z.string() }),
        z.object({
          rows: z.array(z.object({ id: z.number(), name: z.string(), price: z.number(), isInStock: z.boolean() })),
        }),
      ]),
      approval: 'always',
      execute: () => 'written',
    }),
  },
});

/** A model that says the deltas of the bench. */
export function benchModel(reply: () => AsyncIterable<Delta>): Model {
  return {
    id: 'bench',
    async *stream() {
      let hasCalls = false;
      for await (const delta of reply()) {
        hasCalls ||= delta.type !== 'text';
        yield toPart(delta);
      }
      yield {
        type: 'finished',
        finishReason: hasCalls ? 'calls' : 'stop',
        usage: { inputTokens: 10, outputTokens: 10 },
      };
    },
  };
}

function toPart(delta: Delta): ModelPart {
  switch (delta.type) {
    case 'text':
      return { type: 'text.delta', id: 'text', delta: delta.text };
    case 'call.started':
      return { type: 'call.started', id: delta.id, tool: TOOL };
    case 'call.delta':
      return { type: 'call.delta', id: delta.id, delta: delta.text };
    case 'call.ended':
      return { type: 'call.ended', id: delta.id, tool: TOOL, inputText: delta.inputText };
  }
}
