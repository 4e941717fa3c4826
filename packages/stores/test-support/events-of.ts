import { stamp, type Event, type EventDraft } from '@twelvefold/core';

/** `count` events of a thread behind event `afterSeq`. */
export function eventsOf(threadId: string, afterSeq: number, count: number, text = 'Hi'): readonly Event[] {
  const drafts = Array.from({ length: count }, (_, index): EventDraft => {
    if (afterSeq + index === 0) return { type: 'thread.started', agent: { name: 'desk', version: '1' } };
    return { type: 'message.received', source: 'ui', text, by: { kind: 'person', id: 'ann' } };
  });
  return stamp(drafts, { threadId, seq: afterSeq, atMs: 1_000 });
}
