import type { Event, EventType } from '@twelvefold/core';

type Durability = 'strict' | 'relaxed';

/**
 * What the engine works out again from the events before it; a killed tab or a crashed browser loses nothing, only power
 * failure could. All else is what the log alone knows: what a person said or decided, that a tool may be running or a model
 * was paid, and what came back. Losing one of these could run a tool twice, or pay twice.
 */
const relaxed: ReadonlySet<EventType> = new Set([
  'thread.started',
  'thread.forked',
  'context.prefetched',
  'model.requested',
  'model.failed',
  'call.admitted',
  'call.gated',
  'call.rejected',
  'human.asked',
  'run.finished',
  'run.failed',
  'limit.reached',
  'timer.set',
  'timer.fired',
  'flow.visited',
]);

/** How a batch is written: strictly unless all of its events may be lost with the power. */
export function durabilityOf(events: readonly Event[]): Durability {
  return events.every(({ type }) => relaxed.has(type)) ? 'relaxed' : 'strict';
}
