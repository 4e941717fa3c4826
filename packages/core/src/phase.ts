import { flowTarget, type Flow } from './flow.ts';
import { openCalls } from './find-entry.ts';
import type { State } from './state.ts';

/**
 * What the agent is doing, derived from the log. `running`, `inDoubt`, `awaitingApproval` and `awaitingHuman` are the
 * four ways of acting: calls run while others wait, so `running` wins over the waits.
 */
export type Phase =
  | 'idle'
  | 'thinking'
  | 'backingOff'
  | 'running'
  | 'inDoubt'
  | 'awaitingApproval'
  | 'awaitingHuman'
  | 'limited'
  | 'paused'
  | 'done'
  | 'failed'
  | 'cancelled';

/** The phase of a thread, or `flow:<name>` in a custom state of the definition's flow. [R30] [R31] */
export function phaseOf(state: State, flow?: Flow): Phase | `flow:${string}` {
  const { run } = state;
  if (!run) return 'idle';
  if (run.status === 'paused') return 'paused';
  if (run.status === 'finished') return 'done';
  if (run.status !== 'active') return run.status;
  if (run.reached) return 'limited';
  const acting = actingPhase(state);
  if (acting) return acting;
  if (run.timer) return 'backingOff';
  if (run.verdict || isFinal(state)) return 'running';
  const isNext = !run.lastFailure && !state.request;
  const target = flow && isNext ? flowTarget(flow, state) : undefined;
  return target === undefined ? 'thinking' : `flow:${target}`;
}

/** Whether the last reply ends the run: it called nothing, and nothing came in that the model has not seen. */
export function isFinal(state: State): boolean {
  return state.lastReply?.calls === 0 && state.inputSeq <= state.requestSeq;
}

function actingPhase(state: State): Phase | undefined {
  // Asked for many times an event, and mostly nothing is open.
  if (state.open.length === 0) return state.asks.length > 0 ? 'awaitingHuman' : undefined;
  let isInDoubt = false;
  let isGated = false;
  let isAsked = state.asks.length > 0;
  for (const { status } of openCalls(state)) {
    if (status === 'selected' || status === 'ready' || status === 'running') return 'running';
    isInDoubt ||= status === 'doubted';
    isGated ||= status === 'gated';
    isAsked ||= status === 'asked';
  }
  if (isInDoubt) return 'inDoubt';
  if (isGated) return 'awaitingApproval';
  return isAsked ? 'awaitingHuman' : undefined;
}
