import { nameOf, toCallResult } from './call-result.ts';
import type { JsonObject } from './json.ts';
import type { CallEntry } from './entry.ts';

/** What a model is told of a request to undo a call: which, who asked, why, and what came of it. [R141] */
export function undoFacts(undo: CallEntry, undone: CallEntry): JsonObject {
  const { by, reason } = undo.requested ?? {};
  const result = toCallResult(undo);
  return {
    call: { tool: undone.tool, input: undone.input, output: undone.output ?? null },
    ...(by && { requested_by: nameOf(by) }),
    ...(reason !== undefined && { reason }),
    outcome: outcomeOf(undo),
    result: result.kind === 'json' ? result.value : result.text,
  };
}

function outcomeOf({ status }: CallEntry): string {
  if (status === 'succeeded') return 'undone';
  if (status === 'abandoned') return 'unknown';
  return status === 'failed' ? 'failed' : 'not undone';
}
