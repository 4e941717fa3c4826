import { MemorySaver } from '@langchain/langgraph';
import { agentLoopTask } from '../../../src/node/agent-loop-process.ts';
import { setUpLangGraph } from './langgraph-agent.ts';

agentLoopTask({
  'no checkpointer': (steps) => setUpLangGraph({ steps, kind: 'graph' }),
  MemorySaver: (steps) => setUpLangGraph({ steps, kind: 'graph', checkpointer: new MemorySaver() }),
  createReactAgent: (steps) => setUpLangGraph({ steps, kind: 'prebuilt' }),
});
