/*
 * What must happen next: the engine's half of a thread, read off the state.
 *
 *   plan(definition, state) → Effect[]        pure: the same prefix gives the same effects, live or after a reload [R50]
 */
import type { AgentDefinition } from './agent-definition.ts';
import { consequences, isThreadOf } from './consequences.ts';
import type { EventDraft } from './event.ts';
import { phaseOf } from './phase.ts';
import { nextAttempt } from './reduce-call.ts';
import type { CallEntry } from './entry.ts';
import { openCalls } from './find-entry.ts';
import type { OpenRequest, State } from './state.ts';

/** Work that the runtime owes the log. `key` tells one piece of work from another: start each once. */
export type Effect =
  /** Facts that follow from the state: append them before anything else. */
  | { readonly type: 'record'; readonly key: string; readonly facts: readonly EventDraft[] }
  /** Ask the model. `lease` is a request in flight: whoever made it owes the reply, until the lease ends. */
  | {
      readonly type: 'model';
      readonly key: string;
      readonly step: number;
      readonly attempt: number;
      readonly lease?: OpenRequest;
    }
  /** Claim the call: whoever wins runs it. */
  | { readonly type: 'claim'; readonly key: string; readonly callId: string; readonly attempt: number }
  /** A claim is held: its runner runs the tool; anyone else recovers it when that runner is gone or the lease ends. */
  | {
      readonly type: 'run';
      readonly key: string;
      readonly callId: string;
      readonly attempt: number;
      readonly runner: string;
      readonly untilMs: number;
    }
  /** At `untilMs`, report that the gate expired. */
  | { readonly type: 'expire'; readonly key: string; readonly callId: string; readonly untilMs: number }
  /** At `untilMs`, report that the timer fired. */
  | { readonly type: 'wait'; readonly key: string; readonly timerId: string; readonly untilMs: number }
  /** Run a custom state of the flow. */
  | { readonly type: 'flow'; readonly key: string; readonly state: string; readonly step: number };

/** Everything that is due. While facts are owed, only those. */
export function plan(definition: AgentDefinition, state: State): readonly Effect[] {
  const facts = consequences(definition, state);
  if (facts.length > 0) return [{ type: 'record', key: `record-${state.seq}`, facts }];
  if (!isThreadOf(definition, state)) return [];
  return [...openCalls(state).flatMap((call) => planCall(call, state)), ...planRun(definition, state)];
}

function planCall(call: CallEntry, { run }: State): readonly Effect[] {
  const { id: callId, claim, gate } = call;
  if (call.status === 'running' && claim) {
    const { attempt, runner, leaseUntilMs: untilMs } = claim;
    return [{ type: 'run', key: `run-${callId}-${attempt}`, callId, attempt, runner, untilMs }];
  }
  if (run?.status !== 'active') return [];
  if (call.status === 'ready')
    return [{ type: 'claim', key: `claim-${callId}-${nextAttempt(call)}`, callId, attempt: nextAttempt(call) }];
  if (call.status !== 'gated' || gate?.expiresAtMs === undefined) return [];
  return [{ type: 'expire', key: `expire-${callId}`, callId, untilMs: gate.expiresAtMs }];
}

function planRun({ flow }: AgentDefinition, state: State): readonly Effect[] {
  const { run, request } = state;
  const phase = phaseOf(state, flow);
  if (phase === 'backingOff' && run?.timer) return [{ type: 'wait', key: run.timer.timerId, ...run.timer }];
  if (phase.startsWith('flow:'))
    return [{ type: 'flow', key: `${phase}-${state.step}`, state: phase.slice('flow:'.length), step: state.step }];
  if (phase !== 'thinking') return [];
  const step = state.step + 1;
  const attempt = request ? request.attempt : state.attempts + 1;
  return [{ type: 'model', key: `model-${step}-${attempt}`, step, attempt, ...(request && { lease: request }) }];
}
