import type { Event, EventType } from '@twelvefold/core';

type Durability = 'strict' | 'relaxed';

/**
 * Strict is what the log alone knows: what a person said or decided, that a tool may be running or a model was paid, and
 * what came back. Losing one of these to a power failure could run a tool twice, or pay twice. Relaxed is what the engine
 * works out again from the events before it; a killed tab or a crashed browser loses neither.
 */
const durabilities: Readonly<Record<EventType, Durability>> = {
  'thread.started': 'relaxed',
  'thread.forked': 'relaxed',
  'message.received': 'strict',
  'context.prefetched': 'relaxed',
  'model.requested': 'relaxed',
  'model.replied': 'strict',
  'model.failed': 'relaxed',
  'call.admitted': 'relaxed',
  'call.gated': 'relaxed',
  'call.rejected': 'relaxed',
  'call.approved': 'strict',
  'call.denied': 'strict',
  'call.expired': 'strict',
  'call.claimed': 'strict',
  'call.succeeded': 'strict',
  'call.failed': 'strict',
  'call.doubted': 'strict',
  'call.resolved': 'strict',
  'undo.requested': 'strict',
  'rule.added': 'strict',
  'rule.revoked': 'strict',
  'human.asked': 'relaxed',
  'human.answered': 'strict',
  'run.paused': 'strict',
  'run.resumed': 'strict',
  'run.cancelled': 'strict',
  'run.finished': 'relaxed',
  'run.failed': 'relaxed',
  'limit.reached': 'relaxed',
  'limit.raised': 'strict',
  'timer.set': 'relaxed',
  'timer.fired': 'relaxed',
  'flow.visited': 'relaxed',
};

/** How a batch is written: strictly when any of its events asks for it, and also those of types unknown here. */
export function durabilityOf(events: readonly Event[]): Durability {
  return events.every(({ type }) => durabilities[type] === 'relaxed') ? 'relaxed' : 'strict';
}
