/*
 * The agent: a fold over its log (factor 12).
 *
 *   state' = reduce(state, event)        pure · total · synchronous · no clock · no randomness
 *
 * Invariants: [R10] total: an event that does not apply only advances seq and atMs. [R11] deterministic. [R12] folding a
 * prefix, then the rest, is folding all. [R13] finished entries keep their identity. [R14] nothing but the log decides.
 */
import type { Event } from './event.ts';
import { nextOf, toFolding, toState, type Folding } from './folding.ts';
import { reduceCall } from './reduce-call.ts';
import { reduceFork } from './reduce-fork.ts';
import { reduceHuman } from './reduce-human.ts';
import { reduceInput } from './reduce-input.ts';
import { reduceModel } from './reduce-model.ts';
import { reduceRule } from './reduce-rule.ts';
import { reduceRun } from './reduce-run.ts';
import { reduceUndo } from './reduce-undo.ts';
import { initialState, type State } from './state.ts';
import { unreachable } from './unreachable.ts';

/** Changes whenever some log folds to another state than before: checkpoints of other versions are not read. */
export const REDUCER_VERSION = '3';

/** The state after one more event. */
export function reduce(state: State, event: Event): State {
  return toState(reduceEvent(toFolding(state), event));
}

/** The state after all these events: `events.reduce(reduce, from)`. */
export function fold(events: readonly Event[], from: State = initialState): State {
  let state = toFolding(from);
  // What one event made nobody else has, so the next may write on it.
  for (let index = 0; index < events.length; index++) state = reduceEvent(state, events[index] as Event, index > 0);
  return events.length === 0 ? from : toState(state);
}

function reduceEvent(state: Folding, event: Event, isOurs: boolean = false): Folding {
  const beforeMs = state.atMs;
  const next = nextOf(state, event, isOurs);
  switch (event.type) {
    case 'thread.forked':
      return reduceFork(next, event, beforeMs);

    case 'thread.started':
    case 'message.received':
    case 'context.prefetched':
      return reduceInput(next, event);

    case 'model.requested':
    case 'model.replied':
    case 'model.failed':
      return reduceModel(next, event);

    case 'call.admitted':
    case 'call.gated':
    case 'call.rejected':
    case 'call.approved':
    case 'call.denied':
    case 'call.expired':
    case 'call.claimed':
    case 'call.succeeded':
    case 'call.failed':
    case 'call.doubted':
    case 'call.resolved':
      return reduceCall(next, event);

    case 'undo.requested':
      return reduceUndo(next, event);

    case 'rule.added':
    case 'rule.revoked':
      return reduceRule(next, event);

    case 'human.asked':
    case 'human.answered':
      return reduceHuman(next, event);

    case 'run.paused':
    case 'run.resumed':
    case 'run.cancelled':
    case 'run.finished':
    case 'run.failed':
    case 'limit.reached':
    case 'limit.raised':
    case 'timer.set':
    case 'timer.fired':
    case 'flow.visited':
      return reduceRun(next, event);

    default:
      return unreachable(event, next);
  }
}
