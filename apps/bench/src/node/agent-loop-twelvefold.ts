import { agentLoopTask } from './agent-loop-process.ts';
import { setUpTwelvefold } from './twelvefold-agent.ts';

agentLoopTask({
  'model port': (steps) => setUpTwelvefold({ steps, model: 'port' }),
  '@twelvefold/ai-sdk': (steps) => setUpTwelvefold({ steps, model: 'ai-sdk' }),
});
