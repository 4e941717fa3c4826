import { origin, withEntry } from './entries.ts';
import type { Event } from './event.ts';
import { closeRequest } from './reduce-model.ts';
import type { Folding } from './folding.ts';
import type { Run } from './state.ts';
import { unreachable } from './unreachable.ts';

/** What comes in from outside: the thread's beginning, messages, data fetched ahead. */
export function reduceInput(
  state: Folding,
  event: Event<'thread.started' | 'message.received' | 'context.prefetched'>,
): Folding {
  switch (event.type) {
    case 'thread.started':
      return state.agent ? state : { ...state, agent: event.agent };
    case 'message.received': {
      const { id, seq, atMs, source, by, text, data } = event;
      state.inputSeq = seq;
      state.run = wake(state.run, event);
      const message = { kind: 'message' as const, id, seq, atMs, source, by, text };
      return withEntry(event.steers ? closeRequest(state) : state, data ? { ...message, data } : message);
    }
    case 'context.prefetched':
      return withEntry(state, { kind: 'prefetch', ...origin(event), key: event.key, data: event.data });
    default:
      return unreachable(event, state);
  }
}

/** What comes in starts a run, with a fresh budget, unless one is under way. */
export function wake(run: Run | undefined, event: Event): Run {
  if (run?.status === 'active' || run?.status === 'paused') return run;
  return {
    id: event.seq,
    status: 'active',
    startedAtMs: event.atMs,
    steps: 0,
    tokens: 0,
    costUsd: 0,
    errors: 0,
    modelFailures: 0,
    raised: {},
    visited: {},
  };
}
