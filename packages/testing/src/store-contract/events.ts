import { stamp, type Actor, type Event, type EventDraft, type Json } from '@twelvefold/core';

export const ann: Actor = { kind: 'person', id: 'ann' };

/** `count` events of a thread behind event `afterSeq`: it starts, and then somebody counts. */
export function eventsOf(threadId: string, afterSeq: number, count: number, rest: Rest = {}): readonly Event[] {
  const { atMs = 1_000, agent = 'desk', text = 'Number' } = rest;
  const drafts = Array.from({ length: count }, (_, index): EventDraft => {
    const seq = afterSeq + index + 1;
    if (seq === 1) return { type: 'thread.started', agent: { name: agent, version: '1' } };
    return { type: 'message.received', source: 'ui', text: `${text} ${seq}`, by: ann };
  });
  return stamp(drafts, { threadId, seq: afterSeq, atMs });
}

interface Rest {
  readonly atMs?: number;
  readonly agent?: string;
  readonly text?: string;
}

/** One event that holds any JSON. */
export function holding(threadId: string, seq: number, data: Json): Event {
  const [event] = stamp([{ type: 'context.prefetched', key: 'data', data }], { threadId, seq: seq - 1, atMs: 1_000 });
  if (!event) throw new Error('One draft is one event.');
  return event;
}

/** The ids of the events of a thread, from 1 to `count`. */
export function idsOf(threadId: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${threadId}/${index + 1}`);
}

/** Text that no database makes smaller, the same every time. */
export function noise(chars: number): string {
  let seed = 1;
  const pieces: string[] = [];
  for (let length = 0; length < chars; length += 6) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    pieces.push(seed.toString(36).padStart(7, '0').slice(0, 6));
  }
  return pieces.join('').slice(0, chars);
}
