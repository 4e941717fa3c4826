import { withCall, withNotice } from './entries.ts';
import type { Event } from './event.ts';
import { gatedAnew } from './reduce-call.ts';
import { closeRequest } from './reduce-model.ts';
import { isUnfinished } from './reduce-run.ts';
import { openCalls } from './find-entry.ts';
import type { Folding } from './folding.ts';
import type { CallDecision, CallEntry } from './entry.ts';

/**
 * From here on the thread is another one: it keeps what happened, and inherits nothing that was only about to happen.
 * [R5] [R143] [R144]
 *
 * @param beforeMs When the event before this one happened. What people or limits waited for waits that much longer.
 */
export function reduceFork(state: Folding, event: Event<'thread.forked'>, beforeMs: number): Folding {
  const { from } = event;
  const gapMs = event.atMs - beforeMs;
  const calls = openCalls(state);
  const bare: Folding = { ...closeRequest(state), rules: [], origins: [...(state.origins ?? []), from] };
  const inherited = calls.reduce(
    (before, call) => withCall(before, inherit(call, gapMs, event.atMs)),
    later(bare, gapMs),
  );
  return withNotice(inherited, event, `${from.threadId}/${from.seq}`);
}

/** A fork inherits no decision that nothing followed, and no claim: the other thread has those. */
function inherit(call: CallEntry, gapMs: number, atMs: number): CallEntry {
  if (call.claim) return { ...call, status: 'doubted', decisions: decisionsOfClaim(call) };
  // Who asked to undo something asked in the other thread.
  if (!call.gate && call.undoes !== undefined) return { ...call, status: 'cancelled', settledAtMs: atMs };
  if (!call.gate) return call.status === 'ready' ? selectedAnew(call) : call;
  const { expiresAtMs } = call.gate;
  const gate = { ...call.gate, ...(expiresAtMs !== undefined && { expiresAtMs: expiresAtMs + gapMs }) };
  return gatedAnew({ ...call, gate });
}

/** The policy let it run in the other thread, as things were there: it is asked again here. [R153] */
function selectedAnew({ parsedHash: _, ...call }: CallEntry): CallEntry {
  return { ...call, status: 'selected', inputHash: '' };
}

/** The decisions that led to the last claim; a person who said later that it may run again said so in the other thread. */
function decisionsOfClaim({ status, decisions }: CallEntry): readonly CallDecision[] {
  const again = decisions.findLastIndex(({ kind }) => kind === 'resolved');
  return status === 'running' || status === 'doubted' || again < 0 ? decisions : decisions.slice(0, again);
}

/** Nobody worked or waited here between the last event and the fork. */
function later(state: Folding, gapMs: number): Folding {
  const { run } = state;
  return run && isUnfinished(run) ? { ...state, run: { ...run, startedAtMs: run.startedAtMs + gapMs } } : state;
}
