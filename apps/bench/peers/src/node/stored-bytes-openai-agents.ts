import { MemorySession, run } from '@openai/agents';
import { checkRun, noFacts, PROMPT } from '../../../src/node/agent-loop-script.ts';
import { bytesOf, storedBytesTask } from '../../../src/node/stored-bytes-task.ts';
import { openAiAgent } from './openai-agent.ts';

storedBytesTask({
  /** "Human in the loop" has the state of a run serialized when it waits, and read again when it goes on. */
  RunState: async (steps) => {
    const facts = noFacts();
    const result = await run(
      openAiAgent(steps, () => facts),
      PROMPT,
      { maxTurns: steps },
    );
    facts.lastText = result.finalOutput ?? '';
    checkRun(facts, steps);
    const keptBytes = bytesOf(result.state.toString());
    return { keptBytes, writtenBytes: keptBytes };
  },
  /** "Sessions" has the items of a conversation appended. */
  session: async (steps) => {
    const facts = noFacts();
    const session = new MemorySession();
    const result = await run(
      openAiAgent(steps, () => facts),
      PROMPT,
      { maxTurns: steps, session },
    );
    facts.lastText = result.finalOutput ?? '';
    checkRun(facts, steps);
    const items = await session.getItems();
    const keptBytes = items.reduce((sum, item) => sum + bytesOf(JSON.stringify(item)), 0);
    return { keptBytes, writtenBytes: keptBytes };
  },
});
