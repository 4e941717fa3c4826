import { MemorySaver } from '@langchain/langgraph';
import { checkRun } from '../../../src/node/agent-loop-script.ts';
import { storedBytesTask, type Keep } from '../../../src/node/stored-bytes-task.ts';
import { setUpLangGraph, type LangGraphOptions } from './langgraph-agent.ts';

storedBytesTask({
  messages: keepCheckpoints({ kind: 'graph' }),
  'delta messages': keepCheckpoints({ kind: 'delta' }),
  'at the exit': keepCheckpoints({ kind: 'graph', durability: 'exit' }),
});

function keepCheckpoints(options: Pick<LangGraphOptions, 'kind' | 'durability'>): Keep {
  return async (steps) => {
    const checkpointer = new MemorySaver();
    checkRun(await setUpLangGraph({ ...options, steps, checkpointer })(), steps);
    const keptBytes = sizeOf(checkpointer.storage) + sizeOf(checkpointer.writes);
    // Each is put under a key of its own: nothing is written over.
    return { keptBytes, writtenBytes: keptBytes };
  };
}

/** What was serialized: checkpoints, metadata, pending writes. Keys and ids around them count for nothing. */
function sizeOf(kept: unknown): number {
  if (kept instanceof Uint8Array) return kept.byteLength;
  if (Array.isArray(kept)) return kept.reduce<number>((sum, part) => sum + sizeOf(part), 0);
  if (typeof kept !== 'object' || kept === null) return 0;
  return Object.values(kept).reduce<number>((sum, part) => sum + sizeOf(part), 0);
}
