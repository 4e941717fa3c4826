import type { Event } from './event.ts';
import { chainHash } from './hash-chain.ts';

/** What a hash chain says of a log. */
export type Verification =
  | {
      readonly ok: true;
      /** The last hash; absent when the log has no chain. Note it where nobody who can write the log can write. */
      readonly head?: string;
      /** The `seq` from which on the chain vouches for the events; absent when the log has no chain. */
      readonly from?: number;
    }
  | {
      readonly ok: false;
      /** The first event that is not what it was, or the first that is missing. */
      readonly seq: number;
      readonly message: string;
    };

/**
 * Whether the events of a thread, from the first on, are those that were logged: none changed, removed, inserted or moved.
 * Never throws, whatever it is given.
 *
 * Events that were cut off at the end leave no trace in the others. Give the `head` that was noted elsewhere at some time:
 * then the log must still hold the event with that hash. There is no key in a chain: whoever can write the whole log can
 * compute it anew, and only a noted `head` tells. [R132] [R133]
 *
 * @example
 * const verdict = verify(await store.read(threadId), { head: notedYesterday });
 * if (!verdict.ok) console.error(`Event ${verdict.seq}: ${verdict.message}`);
 */
export function verify(events: readonly Event[], { head: noted }: { readonly head?: string } = {}): Verification {
  let head: string | undefined;
  let from: number | undefined;
  let isNotedThere = noted === undefined;
  const threadId = events[0]?.threadId;
  for (const [index, event] of events.entries()) {
    const seq = index + 1;
    const bad = placeProblem(event, seq, threadId) ?? hashProblem(event, head);
    if (bad !== undefined) return { ok: false, seq, message: bad };
    if (event.hash === undefined) continue;
    head = event.hash;
    from ??= seq;
    isNotedThere ||= head === noted;
  }
  if (isNotedThere) return { ok: true, ...(head !== undefined && { head }), ...(from !== undefined && { from }) };
  const message =
    'No event has the noted head as its hash: events were cut off here, or the whole chain was computed anew.';
  return { ok: false, seq: events.length + 1, message };
}

/** The chain leaves out where an event is kept, so that is looked at here. */
function placeProblem(event: Event | null | undefined, seq: number, threadId: string | undefined): string | undefined {
  if (typeof event !== 'object' || event === null) return 'This is no event.';
  if (event.seq !== seq)
    return `Event ${seq} is due here, and ${typeof event.seq === 'number' ? `event ${event.seq}` : 'something else'} stands here: events are missing, too many or in another order.`;
  if (event.threadId !== threadId || event.id !== `${threadId}/${seq}`)
    return 'This event belongs to another thread, or has the id of another event.';
  return undefined;
}

function hashProblem(event: Event, before: string | undefined): string | undefined {
  if (event.hash === undefined)
    return before === undefined ? undefined : 'Its hash is missing, and a chain does not end before its log.';
  return event.hash === computed(event, before)
    ? undefined
    : 'Its hash is not that of this event behind the one before it: one of the two was changed, inserted or moved here.';
}

function computed(event: Event, before: string | undefined): string | undefined {
  try {
    return chainHash(event, before);
  } catch {
    return undefined;
  }
}
