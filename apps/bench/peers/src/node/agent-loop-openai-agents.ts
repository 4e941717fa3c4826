import { run } from '@openai/agents';
import { agentLoopTask } from '../../../src/node/agent-loop-process.ts';
import { noFacts, PROMPT } from '../../../src/node/agent-loop-script.ts';
import { openAiAgent } from './openai-agent.ts';

agentLoopTask({
  run: (steps) => {
    let facts = noFacts();
    const agent = openAiAgent(steps, () => facts);
    return async () => {
      facts = noFacts();
      const { finalOutput } = await run(agent, PROMPT, { maxTurns: steps });
      facts.lastText = finalOutput ?? '';
      return facts;
    };
  },
});
