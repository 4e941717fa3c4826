import {
  mayDecide,
  toolNamed,
  undoProblem,
  type Actor,
  type CallEntry,
  type Decision,
  type Entry,
} from '@twelvefold/core';
import type { ViewSource } from './view-source.ts';

/** What a call that succeeded says about being taken back. */
export interface CallUndo {
  /**
   * Takes back what the call did: a call of its own, which may wait for a decision. Absent when its tool has no undo, or when
   * it is being undone, or was; `undefined` while the agent's user is none of those who may decide about the call, and in
   * the past.
   */
  readonly undo?: ((reason?: string) => Promise<Decision>) | undefined;
  /** Who had it taken back. */
  readonly undoneBy?: Actor;
}

/** Adds to the view of a call what can be said and done about taking it back. */
export function withUndo<T extends object>(
  agent: ViewSource,
  call: CallEntry,
  last: CallEntry | undefined,
  view: T,
): T & CallUndo {
  const tool = toolNamed(agent.definition.tools, call.tool);
  const isUndoable = tool?.kind === 'function' && tool.undo && undoProblem(call, last) === undefined;
  const undoneBy = last?.status === 'succeeded' ? last.requested?.by : undefined;
  const shown = { ...view, ...(undoneBy && { undoneBy }) };
  if (!isUndoable) return shown;
  const undo = (reason?: string): Promise<Decision> => agent.undo(call.id, reason === undefined ? {} : { reason });
  return {
    ...shown,
    // Who the agent's user is may change.
    get undo() {
      const user = agent.getUser();
      return user && mayDecide(call, user) ? undo : undefined;
    },
  };
}

/** The last request to undo each call, by the call's id. */
export function lastUndos(entries: readonly Entry[]): ReadonlyMap<string, CallEntry> {
  const undos = new Map<string, CallEntry>();
  for (const entry of entries) if (entry.kind === 'call' && entry.undoes !== undefined) undos.set(entry.undoes, entry);
  return undos;
}
