import type { AgentDefinition } from './agent-definition.ts';
import type { Intent } from './intent.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import type { State } from './state.ts';

/** Asking to take back what a call did. */
export function decideUndo(
  _definition: AgentDefinition,
  _state: State,
  { callId }: Extract<Intent, { readonly type: 'undo.request' }>,
  _at: At,
): Ruling {
  return refuse('not_undoable', `Call ${callId} cannot be undone.`);
}
