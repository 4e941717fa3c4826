import { SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import {
  END,
  MessagesDeltaValue,
  MessagesValue,
  START,
  StateGraph,
  StateSchema,
  type BaseCheckpointSaver,
} from '@langchain/langgraph';
import { createReactAgent, ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt';
import { z } from 'zod';
import {
  countPieces,
  INSTRUCTIONS,
  noFacts,
  PROMPT,
  TOOL,
  TOOL_DESCRIPTION,
  type RunFacts,
} from '../../../src/node/agent-loop-script.ts';
import { ScriptedChatModel } from './langgraph-model.ts';

export interface LangGraphOptions {
  readonly steps: number;
  /**
   * `graph`: a `StateGraph` with a `ToolNode`. `delta`: the same with the experimental messages that are checkpointed as
   * differences. `prebuilt`: `createReactAgent`, which is on its way to another package.
   */
  readonly kind: 'graph' | 'delta' | 'prebuilt';
  /** Each run is a thread of its own in it. */
  readonly checkpointer?: BaseCheckpointSaver;
  /** When checkpoints are written. Default: as it does by itself, `async`, one a superstep. */
  readonly durability?: 'exit';
}

/** The scripted agent, set up once as LangGraph's docs say; what comes back runs it on a new thread. */
export function setUpLangGraph(options: LangGraphOptions): () => Promise<RunFacts> {
  const { steps, kind, checkpointer, durability } = options;
  let facts = noFacts();
  let threads = 0;
  const model = new ScriptedChatModel(steps, () => facts);
  const countTool = tool(
    (input) => {
      facts.toolRuns++;
      return countPieces(input);
    },
    {
      name: TOOL,
      description: TOOL_DESCRIPTION,
      schema: z.object({ article: z.string(), shelf: z.number() }),
    },
  );
  const compile = checkpointer ? { checkpointer } : {};
  const graph =
    kind === 'prebuilt'
      ? createReactAgent({ llm: model, tools: [countTool], prompt: INSTRUCTIONS, ...compile })
      : new StateGraph(new StateSchema({ messages: kind === 'delta' ? MessagesDeltaValue : MessagesValue }))
          .addNode('agent', async ({ messages }) => ({
            messages: [await model.bindTools().invoke([new SystemMessage(INSTRUCTIONS), ...messages])],
          }))
          .addNode('tools', new ToolNode([countTool]))
          .addEdge(START, 'agent')
          .addConditionalEdges('agent', toolsCondition, ['tools', END])
          .addEdge('tools', 'agent')
          .compile(compile);

  return async () => {
    facts = noFacts();
    const config = {
      // A step of the model and its tools are two of theirs; the default is 25.
      recursionLimit: 2 * steps + 1,
      ...(durability && { durability }),
      ...(checkpointer && { configurable: { thread_id: `thread-${++threads}` } }),
    };
    const { messages } = await graph.invoke({ messages: [{ role: 'user', content: PROMPT }] }, config);
    facts.lastText = messages.at(-1)?.text ?? '';
    return facts;
  };
}
