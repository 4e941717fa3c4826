/*
 * One tool call, from selection to its end. Each event applies in the states named at its arrow, and nowhere else.
 *
 *   selected ─admitted→ ready ────────────claimed→ running ─succeeded│failed→ settled
 *      │ └────gated──→ gated ─approved→ ready         │ ▲ └────doubted→ doubted ─resolved→ settled │ ready │ gated
 *      └─rejected→ settled └─denied│expired→ settled  └─┘ claimed (attempt + 1)    └─succeeded│failed→ settled
 *
 * A ready call whose input was changed in the log is rejected too: it is never claimed. One that a rule made ready waits
 * for people (gated) when that rule is revoked before the claim.
 *
 * Invariants: [R20] decided once. [R21] claimed only when ready, or again with the next attempt. [R22] a result counts
 * only for the newest attempt. [R23] what runs is what was approved.
 */
import { withCall } from './entries.ts';
import type { Event } from './event.ts';
import { openCall } from './find-entry.ts';
import type { Folding } from './folding.ts';
import type { CallDecision, CallEntry, CallStatus, Gate } from './entry.ts';
import type { Json } from './json.ts';
import { unreachable } from './unreachable.ts';

type CallEvent = Extract<Event, { readonly type: `call.${string}` }>;

/** The state after something happened to a call; unchanged where it cannot happen to it. */
export function reduceCall(state: Folding, event: CallEvent): Folding {
  const call = openCall(state, event.callId);
  const changed = call && changeCall(call, event);
  if (!changed || changed === call) return state;
  return countErrors(withCall(state, changed), changed);
}

function changeCall(call: CallEntry, event: CallEvent): CallEntry {
  switch (event.type) {
    case 'call.admitted':
      return call.status === 'selected' ? admitted(call, event) : call;
    case 'call.gated':
      return call.status === 'selected' ? gated(call, event) : call;
    case 'call.rejected':
      return call.status === 'selected' || call.status === 'ready'
        ? settled(call, event, 'rejected', { error: event.error, rejectReason: event.reason })
        : call;
    case 'call.approved':
      return isDecidable(call, event) ? approved(call, event) : call;
    case 'call.denied':
      return isDecidable(call, event)
        ? settled(call, event, 'denied', { decisions: [...call.decisions, denial(event)] })
        : call;
    case 'call.expired':
      return call.status === 'gated' ? settled(call, event, 'expired') : call;
    case 'call.claimed':
      return isClaimable(call, event) ? claimed(call, event) : call;
    case 'call.succeeded':
      return isCurrent(call, event) ? succeeded(call, event, event.output) : call;
    case 'call.failed':
      return isCurrent(call, event) ? settled(call, event, 'failed', { error: event.error }) : call;
    case 'call.doubted':
      return call.status === 'running' && isCurrent(call, event) ? { ...call, status: 'doubted' } : call;
    case 'call.resolved':
      return call.status === 'doubted' && isCurrent(call, event) ? resolved(call, event) : call;
    default:
      return unreachable(event, call);
  }
}

function admitted(call: CallEntry, event: Event<'call.admitted'>): CallEntry {
  const { ruleId, gate } = event;
  const ready = hashed(call, event, 'ready');
  return ruleId !== undefined && gate ? { ...ready, ruleId, gate: gateOf(gate) } : ready;
}

function gated(call: CallEntry, event: Event<'call.gated'>): CallEntry {
  return { ...hashed(call, event, 'gated'), gate: gateOf(event) };
}

function gateOf({ reason, approvers, quorum, expiresAtMs }: Gate): Gate {
  return {
    quorum,
    ...(reason && { reason }),
    ...(approvers && { approvers }),
    ...(expiresAtMs !== undefined && { expiresAtMs }),
  };
}

/** The call as one that waits for people anew, whoever or whatever let it run. */
export function gatedAnew({ ruleId: _, ...call }: CallEntry): CallEntry {
  return { ...call, status: 'gated', decisions: [] };
}

function hashed(
  call: CallEntry,
  { inputHash, parsedHash }: Event<'call.admitted' | 'call.gated'>,
  status: CallStatus,
): CallEntry {
  return parsedHash === undefined ? { ...call, inputHash, status } : { ...call, inputHash, parsedHash, status };
}

function approved(call: CallEntry, event: Event<'call.approved'>): CallEntry {
  const { by, atMs, inputHash, editedInput, editedInputHash, gate } = event;
  const isEdit = editedInput !== undefined && editedInputHash !== undefined;
  const { parsedHash: before, ...bare } = call;
  const parsedHash = isEdit ? event.parsedHash : before;
  const decision: CallDecision = { kind: 'approved', by, atMs, inputHash, ...(isEdit && { edited: true as const }) };
  return counted({
    ...bare,
    ...(parsedHash !== undefined && { parsedHash }),
    decisions: [...call.decisions, decision],
    ...(isEdit && { input: editedInput, inputHash: editedInputHash, modelInput: call.modelInput ?? call.input }),
    ...(call.gate && gate && { gate: { ...call.gate, ...gate } }),
  });
}

/** Ready once enough people agree. */
function counted(call: CallEntry): CallEntry {
  return { ...call, status: currentVotes(call).length >= (call.gate?.quorum ?? 1) ? 'ready' : 'gated' };
}

/**
 * Who agreed that this input runs now. An edit is a new thing to agree on, and so is running it again after a doubt: the
 * count starts again, with the vote of the one who said so.
 */
export function currentVotes(call: CallEntry): readonly CallDecision[] {
  const start = call.decisions.findLastIndex(({ edited, kind }) => edited || kind === 'resolved');
  return call.decisions.slice(Math.max(start, 0)).filter((decision) => decision.kind !== 'denied');
}

function denial({ by, atMs, inputHash, reason, suggestion }: Event<'call.denied'>): CallDecision {
  return { kind: 'denied', by, atMs, inputHash, ...(reason && { reason }), ...(suggestion && { suggestion }) };
}

function claimed(call: CallEntry, event: Event<'call.claimed'>): CallEntry {
  const { attempt, runner, leaseUntilMs, atMs, idempotencyKey } = event;
  return { ...call, status: 'running', claim: { attempt, runner, leaseUntilMs, atMs, idempotencyKey } };
}

function resolved(call: CallEntry, event: Event<'call.resolved'>): CallEntry {
  const { by, atMs, resolution } = event;
  const decisions: readonly CallDecision[] = [
    ...call.decisions,
    { kind: 'resolved', by, atMs, inputHash: call.inputHash, reason: resolution.kind },
  ];
  switch (resolution.kind) {
    case 'happened':
      return succeeded({ ...call, decisions }, event, resolution.output);
    case 'retry':
      return again({ ...call, decisions });
    case 'give_up':
      return settled(call, event, 'abandoned', { decisions });
    default:
      return unreachable(resolution, call);
  }
}

/** The time to decide was for the first attempt. */
function again(call: CallEntry): CallEntry {
  if (!call.gate) return { ...call, status: 'ready' };
  const { expiresAtMs: _, ...gate } = call.gate;
  return counted({ ...call, gate });
}

// Apart from `settled`, since most calls end so, and a second object to spread takes longer than all else here.
function succeeded(call: CallEntry, event: Event, output: Json): CallEntry {
  return { ...call, output, status: 'succeeded', settledAtMs: event.atMs };
}

function settled(call: CallEntry, event: Event, status: CallStatus, outcome?: Partial<CallEntry>): CallEntry {
  return { ...call, ...outcome, status, settledAtMs: event.atMs };
}

function isDecidable(call: CallEntry, event: { readonly inputHash: string }): boolean {
  return call.status === 'gated' && call.inputHash === event.inputHash;
}

function isClaimable(call: CallEntry, event: Event<'call.claimed'>): boolean {
  const isDue = call.status === 'ready' || call.status === 'running';
  return isDue && event.attempt === nextAttempt(call) && event.inputHash === call.inputHash;
}

/** The number of the next claim: 1 for the first. */
export function nextAttempt(call: CallEntry): number {
  return (call.claim?.attempt ?? 0) + 1;
}

function isCurrent(call: CallEntry, event: { readonly attempt: number }): boolean {
  return (call.status === 'running' || call.status === 'doubted') && call.claim?.attempt === event.attempt;
}

/** Errors in a row: what escalates to a person. Being denied is no error. */
function countErrors(state: Folding, call: CallEntry): Folding {
  if (!state.run) return state;
  if (call.status === 'failed' || call.status === 'rejected')
    return { ...state, run: { ...state.run, errors: state.run.errors + 1 } };
  return call.status === 'succeeded' && state.run.errors > 0 ? { ...state, run: { ...state.run, errors: 0 } } : state;
}
