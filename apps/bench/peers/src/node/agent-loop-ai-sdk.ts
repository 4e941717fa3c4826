import { agentLoopTask } from '../../../src/node/agent-loop-process.ts';
import { noFacts, PROMPT } from '../../../src/node/agent-loop-script.ts';
import { aiSdkAgent } from './ai-sdk-agent.ts';

agentLoopTask({
  generate: (steps) => {
    let facts = noFacts();
    const agent = aiSdkAgent(steps, () => facts);
    return async () => {
      facts = noFacts();
      facts.lastText = (await agent.generate({ prompt: PROMPT })).text;
      return facts;
    };
  },
  stream: (steps) => {
    let facts = noFacts();
    const agent = aiSdkAgent(steps, () => facts);
    return async () => {
      facts = noFacts();
      const result = await agent.stream({ prompt: PROMPT });
      // Somebody reads what is streamed, or it would wait.
      await result.consumeStream();
      facts.lastText = await result.text;
      return facts;
    };
  },
});
