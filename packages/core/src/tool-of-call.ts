import type { CallEntry } from './entry.ts';
import type { State } from './state.ts';
import { findCall } from './find-entry.ts';
import { toolNamed, type Tool, type Tools } from './tool.ts';

/**
 * The tool that does the work of a call, and how: for a call that takes back another one, the `undo` of its tool as a tool
 * of its own. Nothing when the agent has none. [R138]
 */
export function toolOfCall(tools: Tools, state: State, call: CallEntry): Tool | undefined {
  const tool = toolNamed(tools, call.tool);
  if (call.undoes === undefined || !tool) return tool;
  if (tool.kind !== 'function' || !tool.undo) return undefined;
  const { description, input, undo } = tool;
  const { approval = 'never', idempotent = false, timeoutMs } = undo;
  const output = findCall(state, call.undoes)?.output ?? null;
  return {
    kind: 'function',
    description,
    input,
    approval,
    idempotent,
    ...(timeoutMs !== undefined && { timeoutMs }),
    // A copy: what the tool writes into it does not reach the log.
    execute: (taken, context) => undo.execute(taken, JSON.parse(JSON.stringify(output)) as never, context),
  };
}
