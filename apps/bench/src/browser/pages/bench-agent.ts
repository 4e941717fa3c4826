import { defineAgent, defineTool, type Model, type ModelPart } from '@twelvefold/core';
import { z } from 'zod';
import { TOOL, type Delta } from '../page/content.ts';

const LOOK_UP = 'look_up';

/** The tool that the bench measures waits for a person, so that nothing runs behind the reply; the other one just runs. */
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
    [LOOK_UP]: defineTool({
      description: 'Looks a report up.',
      input: z.object({ content: z.string() }),
      execute: () => 'found',
    }),
  },
});

/** A model that says the deltas of the bench; behind a step it goes on when it is asked again. */
export function benchModel(reply: () => AsyncIterable<Delta>): Model {
  let rest: AsyncIterator<Delta> | undefined;
  return {
    id: 'bench',
    async *stream() {
      const deltas = (rest ??= reply()[Symbol.asyncIterator]());
      let hasCalls = false;
      for (;;) {
        const { done, value: delta } = await deltas.next();
        if (done === true) rest = undefined;
        if (done === true || delta.type === 'step') break;
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

function toPart(delta: Exclude<Delta, { type: 'step' }>): ModelPart {
  switch (delta.type) {
    case 'text':
      return { type: 'text.delta', id: 'text', delta: delta.text };
    case 'call.started':
      return { type: 'call.started', id: delta.id, tool: toolOf(delta) };
    case 'call.delta':
      return { type: 'call.delta', id: delta.id, delta: delta.text };
    case 'call.ended':
      return { type: 'call.ended', id: delta.id, tool: toolOf(delta), inputText: delta.inputText };
  }
}

function toolOf({ id }: { readonly id: string }): string {
  return id.startsWith('early') ? LOOK_UP : TOOL;
}
