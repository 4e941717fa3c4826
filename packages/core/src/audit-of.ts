/*
 * Who let what run. Read off the log alone, by folding it: an event that changed nothing has no row.
 *
 *   call      one row, as it stands at the end          decision   one row for each          attempt   one row for each claim
 */
import { auditRow, type AuditRow } from './audit-row.ts';
import type { ErrorFact } from './error-fact.ts';
import type { Actor, Event } from './event.ts';
import { originOf } from './fork.ts';
import type { Json } from './json.ts';
import { reduce } from './reduce.ts';
import type { CallEntry } from './entry.ts';
import { findCall, openAsk, openCall, openCalls } from './find-entry.ts';
import { initialState, type State } from './state.ts';
import { undosOf } from './undo-of.ts';

/**
 * The audit of a thread: for each call a row, followed over time by one for each decision about it and for each attempt to
 * run it. Holds nothing that the log does not hold. In a fork, what happened in the other thread says so. [R134]
 *
 * @example
 * const approvals = auditOf(await store.read(threadId)).filter(({ what }) => what === 'approved' || what === 'edited');
 */
export function auditOf(events: readonly Event[]): readonly AuditRow[] {
  const steps: Step[] = [];
  let before = initialState;
  for (const event of events) {
    const after = reduce(before, event);
    steps.push({ event, before, after });
    before = after;
  }
  const last = before;
  const ends = endsOf(steps);
  return steps.flatMap((step) => [
    ...callRows(step, last),
    ...decisionRows(step, last),
    ...attemptRow(step, last, ends),
  ]);
}

interface Step {
  readonly event: Event;
  readonly before: State;
  readonly after: State;
}

type Cells = Omit<Parameters<typeof auditRow>[0], 'threadId' | 'seq' | 'at'>;

function row(event: Event, last: State, cells: Cells): AuditRow {
  const { threadId } = originOf(last, event.seq);
  return auditRow({
    threadId: last.threadId,
    seq: event.seq,
    at: iso(event.atMs),
    inheritedFrom: threadId === last.threadId ? undefined : threadId,
    hash: event.hash,
    ...cells,
  });
}

/** The calls that this event made. */
function callRows({ event, before, after }: Step, last: State): readonly AuditRow[] {
  return after.entries.slice(before.entries.length).flatMap((entry) => {
    const call = entry.kind === 'call' ? findCall(last, entry.id) : undefined;
    if (!call) return [];
    const { claim, requested, settledAtMs } = call;
    const undo = undosOf(last, call.id).findLast(({ status }) => status === 'succeeded');
    return row(event, last, {
      row: 'call',
      what: call.status,
      ...factsOf(call),
      ...personOf(requested?.by),
      reason: requested?.reason,
      modelInput: call.modelInput,
      ruleId: call.ruleId,
      ...gateOf(call),
      attempt: claim?.attempt,
      runner: claim?.runner,
      idempotencyKey: claim?.idempotencyKey,
      output: call.output,
      error: errorText(call.error),
      settledAt: settledAtMs === undefined ? undefined : iso(settledAtMs),
      undoneBy: undo?.id,
    });
  });
}

function decisionRows({ event, before, after }: Step, last: State): readonly AuditRow[] {
  const decided = (call: CallEntry | undefined, cells: Omit<Cells, 'row'>): AuditRow =>
    row(event, last, { row: 'decision', ...(call && factsOf(call)), ...cells });
  const shown = 'callId' in event && event.callId !== undefined ? openCall(before, event.callId) : undefined;
  const now = shown && findCall(after, shown.id);
  if (event.type.startsWith('call.') && (!now || now === shown)) return [];

  switch (event.type) {
    case 'call.admitted': {
      const { inputHash, ruleId } = event;
      const by = before.rules.find((rule) => rule.ruleId === ruleId)?.by;
      const what = ruleId === undefined ? 'admitted' : 'admitted_by_rule';
      return [
        decided(shown, {
          what,
          inputHash,
          ruleId,
          ...personOf(by),
          ...(now && gateOf(now)),
          reason: event.gate?.reason,
        }),
      ];
    }
    case 'call.gated':
      return [
        decided(shown, { what: 'gated', inputHash: event.inputHash, reason: event.reason, ...(now && gateOf(now)) }),
      ];
    case 'call.rejected':
      return [decided(shown, { what: 'rejected', reason: event.reason, error: errorText(event.error) })];
    case 'call.approved': {
      const { editedInput, editedInputHash, inputHash, by } = event;
      const what = editedInput === undefined ? 'approved' : 'edited';
      return [decided(shown, { what, inputHash, editedInput, editedInputHash, ...personOf(by) })];
    }
    case 'call.denied': {
      const { inputHash, by, reason, suggestion } = event;
      return [decided(shown, { what: 'denied', inputHash, reason, suggestion, ...personOf(by) })];
    }
    case 'call.expired':
      return [decided(shown, { what: 'expired' })];
    case 'call.resolved': {
      const { resolution, by, attempt } = event;
      const output = resolution.kind === 'happened' ? resolution.output : undefined;
      return [decided(shown, { what: resolution.kind, attempt, output, ...personOf(by) })];
    }
    case 'human.answered': {
      const callId = openAsk(before, event.askId)?.callId;
      const call = callId === undefined ? undefined : openCall(before, callId);
      return call ? [decided(call, { what: 'answered', output: event.answer, ...personOf(event.by) })] : [];
    }
    case 'run.cancelled':
      return openCalls(before).flatMap(({ id: callId }) => {
        const call = findCall(after, callId);
        const { by, reason } = event;
        return call?.status === 'cancelled' ? [decided(call, { what: 'cancelled', reason, ...personOf(by) })] : [];
      });
    case 'undo.requested': {
      const call = before.entries === after.entries ? undefined : openCall(after, event.callId);
      return call ? [decided(call, { what: 'undo_requested', reason: event.reason, ...personOf(event.by) })] : [];
    }
    case 'rule.added':
    case 'rule.revoked': {
      if (before.rules === after.rules) return [];
      const rule = [...before.rules, ...after.rules].find(({ ruleId }) => ruleId === event.ruleId);
      const what = event.type === 'rule.added' ? 'rule_added' : 'rule_revoked';
      const callId = event.type === 'rule.added' ? event.callId : undefined;
      return [decided(undefined, { what, tool: rule?.tool, callId, ruleId: event.ruleId, ...personOf(event.by) })];
    }
    default:
      return [];
  }
}

function attemptRow({ event, before, after }: Step, last: State, ends: ReadonlyMap<string, End>): readonly AuditRow[] {
  if (event.type !== 'call.claimed') return [];
  const call = findCall(after, event.callId);
  if (!call || call === findCall(before, event.callId)) return [];
  const { attempt, runner, idempotencyKey, inputHash } = event;
  const end = ends.get(keyOf(event)) ?? {
    what: openCall(last, call.id)?.claim?.attempt === attempt ? 'running' : 'lost',
  };
  return [row(event, last, { row: 'attempt', ...factsOf(call), inputHash, attempt, runner, idempotencyKey, ...end })];
}

type End = Pick<Cells, 'what' | 'output' | 'error' | 'settledAt'>;

/** How each attempt ended, where the log says so: the last word counts. */
function endsOf(steps: readonly Step[]): ReadonlyMap<string, End> {
  const ends = new Map<string, End>();
  for (const { event, before, after } of steps) {
    if (!('attempt' in event) || !('callId' in event)) continue;
    if (findCall(before, event.callId) === findCall(after, event.callId)) continue;
    const settledAt = iso(event.atMs);
    if (event.type === 'call.succeeded') ends.set(keyOf(event), { what: 'succeeded', output: event.output, settledAt });
    if (event.type === 'call.failed')
      ends.set(keyOf(event), { what: 'failed', error: errorText(event.error), settledAt });
    if (event.type === 'call.doubted') ends.set(keyOf(event), { what: 'doubted' });
    if (event.type === 'call.resolved') {
      const { kind } = event.resolution;
      const output = event.resolution.kind === 'happened' ? event.resolution.output : undefined;
      ends.set(keyOf(event), { what: kind, output, settledAt });
    }
  }
  return ends;
}

function keyOf({ callId, attempt }: { readonly callId: string; readonly attempt: number }): string {
  return `${callId}#${attempt}`;
}

function factsOf(call: CallEntry): Pick<AuditRow, 'callId' | 'tool' | 'input' | 'inputHash' | 'undoes'> {
  const { id: callId, tool, input, inputHash, undoes = null } = call;
  return { callId, tool, input: input as Json, inputHash: inputHash === '' ? null : inputHash, undoes };
}

function gateOf({ gate }: CallEntry): Partial<Cells> {
  if (!gate) return {};
  const { approvers, quorum, expiresAtMs } = gate;
  return { approvers, quorum, expiresAt: expiresAtMs === undefined ? undefined : iso(expiresAtMs) };
}

function personOf(by: Actor | undefined): Pick<AuditRow, 'by' | 'byName' | 'byKind'> | undefined {
  return by && { by: by.id, byName: by.name ?? null, byKind: by.kind };
}

function errorText(error: ErrorFact | undefined): string | undefined {
  return error && `${error.name}: ${error.message}`;
}

/** A time that no date has is none: a log may say anything. */
function iso(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
