import { toolNamed, undoProblem, type Actor, type CallEntry, type Decision, type Entry } from '@twelvefold/core';
import type { ViewSource } from './view-source.ts';

/** What a call that succeeded says about being taken back. */
export interface CallUndo {
  /**
   * Takes back what the call did: a call of its own, which may wait for a decision. Absent when its tool has no undo, or when
   * it is being undone, or was.
   */
  readonly undo?: (reason?: string) => Promise<Decision>;
  /** Who had it taken back. */
  readonly undoneBy?: Actor;
}

export function createUndo(agent: ViewSource, call: CallEntry, last: CallEntry | undefined): CallUndo {
  const tool = toolNamed(agent.definition.tools, call.tool);
  const isUndoable = tool?.kind === 'function' && tool.undo && undoProblem(call, last) === undefined;
  const undoneBy = last?.status === 'succeeded' ? last.requested?.by : undefined;
  return {
    ...(isUndoable && { undo: (reason?: string) => agent.undo(call.id, reason === undefined ? {} : { reason }) }),
    ...(undoneBy && { undoneBy }),
  };
}

/** The last request to undo each call, by the call's id. */
export function lastUndos(entries: readonly Entry[]): ReadonlyMap<string, CallEntry> {
  return new Map(
    entries.flatMap((entry) => (entry.kind === 'call' && entry.undoes !== undefined ? [[entry.undoes, entry]] : [])),
  );
}
