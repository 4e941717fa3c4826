import { isStepCount, tool, ToolLoopAgent } from 'ai';
import { z } from 'zod';
import { scriptedLanguageModel } from '../../../src/node/agent-loop-language-model.ts';
import {
  countPieces,
  INSTRUCTIONS,
  TOOL,
  TOOL_DESCRIPTION,
  type RunFacts,
} from '../../../src/node/agent-loop-script.ts';

/** The scripted agent as "Building Agents" of the AI SDK's docs says; `stopWhen` is set, since 20 steps are its default. */
export function aiSdkAgent(steps: number, facts: () => RunFacts) {
  return new ToolLoopAgent({
    model: scriptedLanguageModel(steps, facts),
    instructions: INSTRUCTIONS,
    tools: {
      [TOOL]: tool({
        description: TOOL_DESCRIPTION,
        inputSchema: z.object({ article: z.string(), shelf: z.number() }),
        execute: async (input) => {
          facts().toolRuns++;
          return countPieces(input);
        },
      }),
    },
    stopWhen: isStepCount(steps),
  });
}
