import { describeError } from './error-fact.ts';
import { withCall, withNotice } from './entries.ts';
import type { Event, Verdict } from './event.ts';
import { closeRequest } from './reduce-model.ts';
import { openCalls } from './find-entry.ts';
import type { Folding } from './folding.ts';
import type { CallEntry } from './entry.ts';
import type { Run } from './state.ts';
import { unreachable } from './unreachable.ts';

type RunEvent = Extract<
  Event,
  { readonly type: `run.${string}` | `limit.${string}` | `timer.${string}` | `flow.${string}` }
>;

/** The run as a whole: its pauses, its end, its budget, its timers, its custom states. */
export function reduceRun(state: Folding, event: RunEvent): Folding {
  const { run } = state;
  if (!run) return state;
  switch (event.type) {
    case 'run.paused':
      return run.status === 'active'
        ? withNotice({ ...closeRequest(state), run: { ...run, status: 'paused' } }, event, '')
        : state;
    case 'run.resumed':
      if (run.status === 'paused') return withNotice({ ...state, run: { ...run, status: 'active' } }, event, '');
      return run.status === 'failed' ? withNotice(retried(state, run), event, '') : state;
    case 'run.cancelled':
      return isUnfinished(run)
        ? withNotice(dropWaits({ ...closeRequest(state), run: ended(run, 'cancelled') }), event, event.reason ?? '')
        : state;
    case 'run.finished':
      return run.status === 'active'
        ? withNotice({ ...closeRequest(state), run: ended(run, 'finished') }, event, event.note ?? '')
        : state;
    case 'run.failed': {
      if (run.status !== 'active') return state;
      const failed = { ...ended(run, 'failed'), failure: event.error };
      return withNotice({ ...closeRequest(state), run: failed }, event, describeError(event.error));
    }

    case 'limit.reached': {
      if (run.status !== 'active') return state;
      const { limit, used, max } = event;
      return withNotice(
        { ...state, run: { ...run, reached: { limit, used, max } } },
        event,
        `${limit}: ${used} of ${max}`,
      );
    }
    case 'limit.raised': {
      const { reached, ...rest } = run;
      const stillReached = reached && reached.limit !== event.limit ? { reached } : {};
      const raised = { ...run.raised, [event.limit]: event.max };
      return withNotice({ ...state, run: { ...rest, ...stillReached, raised } }, event, `${event.limit}: ${event.max}`);
    }

    case 'timer.set': {
      const { lastFailure: _, ...rest } = run;
      return { ...state, run: { ...rest, timer: { timerId: event.timerId, untilMs: event.untilMs } } };
    }
    case 'timer.fired': {
      const { timer, ...rest } = run;
      return timer?.timerId === event.timerId ? { ...state, run: rest } : state;
    }

    case 'flow.visited': {
      const { state: name, step, verdict } = event;
      // A state that failed is due again when the run is retried.
      const visited = verdict.then === 'fail' ? run : { ...run, visited: { ...run.visited, [name]: step } };
      const owed = verdict.then === 'continue' ? visited : { ...visited, verdict };
      return withNotice({ ...state, run: owed }, event, noteOf(verdict));
    }
    default:
      return unreachable(event, state);
  }
}

/** Whether the run has neither finished nor been given up; a failed one may still be retried. */
export function isUnfinished(run: Run): boolean {
  return run.status === 'active' || run.status === 'paused' || run.status === 'failed';
}

/** Forgets the failure, and the reply that it may have come with: the model is asked again. */
function retried(state: Folding, { failure: _, ...run }: Run): Folding {
  return { ...state, lastReply: undefined, run: { ...run, status: 'active', modelFailures: 0 } };
}

function ended(run: Run, status: Run['status']): Run {
  // Mostly there is nothing to leave out, and leaving out takes longer than all else here.
  if (!run.lastFailure && !run.timer && !run.verdict && !run.reached) return { ...run, status };
  const { lastFailure: _, timer: _timer, verdict: _verdict, reached: _reached, ...rest } = run;
  return { ...rest, status };
}

/** What only waited is over; what was claimed still owes its result. */
function dropWaits(state: Folding): Folding {
  const waiting = openCalls(state).filter((call) => call.status !== 'running' && call.status !== 'doubted');
  const cancel = (before: Folding, call: CallEntry): Folding =>
    withCall(before, { ...call, status: 'cancelled', settledAtMs: state.atMs });
  return waiting.reduce(cancel, { ...state, asks: [] });
}

function noteOf(verdict: Verdict): string {
  return verdict.then === 'ask' ? verdict.question : (verdict.note ?? '');
}
