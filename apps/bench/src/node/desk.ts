import { defineAgent, defineTool, type AgentDefinition, type Json, type Model, type ModelPart } from '@twelvefold/core';
import { z } from 'zod';

/** The agent of `makeLog`. */
export const desk: AgentDefinition = defineAgent({
  name: 'desk',
  instructions: 'You keep the invoices of a small company. Look things up before you write to anybody.',
  limits: { steps: 1_000 },
  tools: {
    find_invoices: defineTool({
      description: 'Finds the invoices of a customer.',
      input: z.object({ customer: z.string(), status: z.string(), fields: z.array(z.string()) }),
      execute: ({ customer }) => [{ number: `${customer}-1`, due: '2026-01-15', amount: 120, paid: false }],
    }),
    send_reminder: defineTool({
      description: 'Sends a reminder to a customer.',
      input: z.object({ invoice: z.string(), tone: z.string(), text: z.string() }),
      approval: 'always',
      execute: ({ invoice }) => ({ sent: true, invoice }),
    }),
  },
}) as unknown as AgentDefinition;

/** A model that says nothing, and waits until it is aborted: what is measured has nothing to do with it. */
export const silentModel: Model = {
  id: 'silent',
  async *stream(_request, { signal }) {
    yield await new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  },
};

/** A model that makes the same call at every step but the last, and then says goodbye. */
export function callingModel(steps: number, tool: string, inputOf: (step: number) => Json): Model {
  let asked = 0;
  return {
    id: 'calling',
    async *stream(): AsyncIterable<ModelPart> {
      const step = ++asked;
      const usage = { inputTokens: 100, outputTokens: 20 };
      yield { type: 'text.delta', id: 'text', delta: step < steps ? `Step ${step}: I look it up.` : 'That is all.' };
      if (step === steps) return yield { type: 'finished', finishReason: 'stop', usage };
      const id = `call_${step}`;
      yield { type: 'call.started', id, tool };
      yield { type: 'call.ended', id, tool, inputText: JSON.stringify(inputOf(step)) };
      yield { type: 'finished', finishReason: 'calls', usage };
    },
  };
}
