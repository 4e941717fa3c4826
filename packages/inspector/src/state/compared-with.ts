import type { Event } from '@twelvefold/core';

/** What a state is compared with: one that stands in a certain place before it, or the one behind an event. */
export type ComparedWith =
  | { readonly kind: 'event-before' }
  | { readonly kind: 'step-before' }
  | { readonly kind: 'start' }
  | { readonly kind: 'event'; readonly seq: number };

/** The state that is meant, by how many events it stands behind. */
export function seqComparedWith(events: readonly Event[], seq: number, other: ComparedWith): number {
  switch (other.kind) {
    case 'event-before':
      return Math.max(seq - 1, 0);
    case 'step-before':
      return seqBeforeStep(events, seq);
    case 'start':
      return 0;
    default:
      return Math.min(Math.max(Math.trunc(other.seq) || 0, 0), events.length);
  }
}

/** What was before the model was asked for the step under way; before the one before it, where it has only just been asked. */
function seqBeforeStep(events: readonly Event[], seq: number): number {
  const request = events
    .slice(0, Math.max(seq - 1, 0))
    .findLast((event) => event.type === 'model.requested' && event.attempt === 1);
  return request ? request.seq - 1 : 0;
}
