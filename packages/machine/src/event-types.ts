import type { EventType } from '@twelvefold/core';

/** Every event type, so that the chart can name each of its edges. A new type that is missing here does not compile. */
const types: Readonly<Record<EventType, true>> = {
  'thread.started': true,
  'thread.forked': true,
  'message.received': true,
  'context.prefetched': true,
  'model.requested': true,
  'model.replied': true,
  'model.failed': true,
  'call.admitted': true,
  'call.gated': true,
  'call.rejected': true,
  'call.approved': true,
  'call.denied': true,
  'call.expired': true,
  'call.claimed': true,
  'call.succeeded': true,
  'call.failed': true,
  'call.doubted': true,
  'call.resolved': true,
  'human.asked': true,
  'human.answered': true,
  'run.paused': true,
  'run.resumed': true,
  'run.cancelled': true,
  'run.finished': true,
  'run.failed': true,
  'limit.reached': true,
  'limit.raised': true,
  'timer.set': true,
  'timer.fired': true,
  'flow.visited': true,
};

export const EVENT_TYPES: readonly EventType[] = Object.keys(types) as EventType[];
