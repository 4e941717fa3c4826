import { Agent, setTracingDisabled, tool, Usage, type Model, type ModelResponse } from '@openai/agents';
import { z } from 'zod';
import {
  countPieces,
  INSTRUCTIONS,
  scriptedTurn,
  TOOL,
  TOOL_DESCRIPTION,
  type RunFacts,
} from '../../../src/node/agent-loop-script.ts';

/** The scripted agent as the quickstart of the OpenAI Agents SDK says, with a model of our own and without tracing. */
export function openAiAgent(steps: number, facts: () => RunFacts): Agent {
  setTracingDisabled(true);
  return new Agent({
    name: 'warehouse',
    instructions: INSTRUCTIONS,
    model: scriptedModel(steps, facts),
    tools: [
      tool({
        name: TOOL,
        description: TOOL_DESCRIPTION,
        parameters: z.object({ article: z.string(), shelf: z.number() }),
        execute: async (input) => {
          facts().toolRuns++;
          return countPieces(input);
        },
      }),
    ],
  });
}

function scriptedModel(steps: number, factsOf: () => RunFacts): Model {
  return {
    getResponse: async ({ input }): Promise<ModelResponse> => {
      const facts = factsOf();
      if (facts.modelRequests === steps - 1)
        facts.resultsInLastRequest =
          typeof input === 'string' ? 0 : input.filter(({ type }) => type === 'function_call_result').length;
      const { text, call, inputTokens, outputTokens } = scriptedTurn(facts.modelRequests++, steps);
      return {
        usage: new Usage({ inputTokens, outputTokens, totalTokens: inputTokens + outputTokens }),
        output: [
          { type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text }] },
          ...(call
            ? [
                {
                  type: 'function_call' as const,
                  callId: call.id,
                  name: TOOL,
                  status: 'completed' as const,
                  arguments: JSON.stringify(call.input),
                },
              ]
            : []),
        ],
      };
    },
    getStreamedResponse: () => {
      throw new Error('The bench does not stream this model.');
    },
  };
}
