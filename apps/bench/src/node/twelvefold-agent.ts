import { aiSdk } from '@twelvefold/ai-sdk';
import { defineAgent, defineTool, type Model, type ModelPart, type Store } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { z } from 'zod';
import { scriptedLanguageModel } from './agent-loop-language-model.ts';
import {
  countPieces,
  INSTRUCTIONS,
  noFacts,
  PROMPT,
  scriptedTurn,
  TOOL,
  TOOL_DESCRIPTION,
  type RunFacts,
} from './agent-loop-script.ts';

export interface TwelvefoldRunOptions {
  readonly steps: number;
  /** Which `Model`: the script itself, or `aiSdk` over the language model that the AI SDK is given, too. */
  readonly model: 'port' | 'ai-sdk';
  /** Default: the memory store, as `createAgent` makes it. */
  readonly store?: Store;
  readonly thread?: string;
  readonly hashChain?: boolean;
}

/** The scripted agent, set up once as the README does it; what comes back runs it on a new thread. */
export function setUpTwelvefold(options: TwelvefoldRunOptions): () => Promise<RunFacts> {
  const { steps, store, thread } = options;
  let facts = noFacts();
  const warehouse = defineAgent({
    name: 'warehouse',
    instructions: INSTRUCTIONS,
    limits: { steps },
    ...(options.hashChain && { hashChain: true }),
    tools: {
      [TOOL]: defineTool({
        description: TOOL_DESCRIPTION,
        input: z.object({ article: z.string(), shelf: z.number() }),
        execute: (input) => {
          facts.toolRuns++;
          return countPieces(input);
        },
      }),
    },
  });
  const model =
    options.model === 'port' ? scriptedModel(steps, () => facts) : aiSdk(scriptedLanguageModel(steps, () => facts));

  return async () => {
    facts = noFacts();
    const agent = createAgent(warehouse, { model, ...(store && { store }), ...(thread && { thread }) });
    const done = new Promise<void>((resolve, reject) => {
      agent.subscribe(() => {
        const { phase, problem } = agent.getSnapshot();
        // A thread that was restored is done before its next run begins.
        if (phase === 'done' && facts.modelRequests > 0) resolve();
        else if (phase === 'failed' || phase === 'limited' || problem)
          reject(problem ?? new Error(`The run is ${phase}.`));
      });
    });
    await agent.send(PROMPT);
    await done;
    const reply = agent.getState().entries.findLast((entry) => entry.kind === 'reply');
    const last = reply?.kind === 'reply' ? reply.content[0] : undefined;
    facts.lastText = last?.type === 'text' ? last.text : '';
    agent.dispose();
    return facts;
  };
}

function scriptedModel(steps: number, factsOf: () => RunFacts): Model {
  return {
    id: 'scripted',
    async *stream({ messages }): AsyncGenerator<ModelPart, void> {
      const facts = factsOf();
      if (facts.modelRequests === steps - 1)
        facts.resultsInLastRequest = messages.filter(({ role }) => role === 'tool').length;
      const { text, call, inputTokens, outputTokens } = scriptedTurn(facts.modelRequests++, steps);
      yield { type: 'text.delta', id: 'text', delta: text };
      if (call) {
        const { id } = call;
        const inputText = JSON.stringify(call.input);
        yield { type: 'call.started', id, tool: TOOL };
        yield { type: 'call.delta', id, delta: inputText };
        yield { type: 'call.ended', id, tool: TOOL, inputText };
      }
      yield { type: 'finished', finishReason: call ? 'calls' : 'stop', usage: { inputTokens, outputTokens } };
    },
  };
}
