import { describe, expect, test } from 'vitest';
import type { Actor, Event, EventDraft, Resolution } from './event.ts';
import { hashJson } from './input-hash.ts';
import { fold } from './reduce.ts';
import type { CallEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { State } from './state.ts';
import { requested, started } from './test-support/opening-facts.ts';
import { ann, bob, cem, logOf, START_MS } from './test-support/test-thread.ts';

const input = { amount: 750 };
const hash = hashJson(input);
const edited = { amount: 500 };
const editedHash = hashJson(edited);
const error = { name: 'Error', message: 'No.' };
const callId = '1.0';

const opening: readonly EventDraft[] = [
  started,
  { type: 'message.received', source: 'ui', text: 'Pay', by: ann },
  requested(),
  {
    type: 'model.replied',
    step: 1,
    attempt: 1,
    content: [{ type: 'call', callId, providerCallId: 'a', tool: 'pay', input }],
    finishReason: 'calls',
    usage: { inputTokens: 1, outputTokens: 1 },
  },
];

const admitted: EventDraft = { type: 'call.admitted', callId, inputHash: hash };
const gated = (quorum = 1): EventDraft => ({ type: 'call.gated', callId, inputHash: hash, quorum });
const rejected: EventDraft = { type: 'call.rejected', callId, reason: 'policy', error };
const approved = (by: Actor, inputHash = hash): EventDraft => ({ type: 'call.approved', callId, inputHash, by });
const approvedEdited = (by: Actor): EventDraft => ({
  type: 'call.approved',
  callId,
  inputHash: hash,
  by,
  editedInput: edited,
  editedInputHash: editedHash,
});
const denied = (by: Actor, inputHash = hash): EventDraft => ({
  type: 'call.denied',
  callId,
  inputHash,
  by,
  reason: 'No',
});
const expired: EventDraft = { type: 'call.expired', callId };
const claimed = (attempt: number, inputHash = hash): EventDraft => ({
  type: 'call.claimed',
  callId,
  attempt,
  inputHash,
  idempotencyKey: 'k',
  runner: 'r1',
  leaseUntilMs: 99,
});
const succeeded = (attempt: number): EventDraft => ({ type: 'call.succeeded', callId, attempt, output: 'paid' });
const failed = (attempt: number): EventDraft => ({ type: 'call.failed', callId, attempt, error });
const doubted = (attempt: number): EventDraft => ({ type: 'call.doubted', callId, attempt });
const resolved = (attempt: number, resolution: Resolution, by = ann): EventDraft => {
  return { type: 'call.resolved', callId, attempt, resolution, by };
};

const asked: EventDraft = {
  type: 'human.asked',
  askId: callId,
  callId,
  question: '?',
  format: { kind: 'text' },
  urgency: 'low',
  reason: 'tool',
};

const after = (...drafts: readonly EventDraft[]): State => fold(logOf(...opening, ...drafts));
const callAfter = (...drafts: readonly EventDraft[]): CallEntry => {
  const call = findCall(after(...drafts), callId);
  if (!call) throw new Error('There is no call.');
  return call;
};
/** When the n-th event after the opening happened. */
const at = (n: number): number => START_MS + (opening.length + n - 1) * 1_000;

describe('what may happen to a call where', () => {
  /** A way to each status that a call can have. */
  const ways: Readonly<Record<CallEntry['status'], readonly EventDraft[]>> = {
    selected: [],
    ready: [admitted],
    gated: [gated()],
    asked: [asked],
    running: [admitted, claimed(1)],
    doubted: [admitted, claimed(1), doubted(1)],
    succeeded: [admitted, claimed(1), succeeded(1)],
    failed: [admitted, claimed(1), failed(1)],
    denied: [gated(), denied(ann)],
    rejected: [rejected],
    expired: [gated(), expired],
    cancelled: [admitted, { type: 'run.cancelled', by: ann }],
    abandoned: [admitted, claimed(1), doubted(1), resolved(1, { kind: 'give_up' })],
  };
  const next: Readonly<Record<string, EventDraft>> = {
    admitted,
    gated: gated(),
    rejected,
    asked,
    approved: approved(ann),
    denied: denied(ann),
    expired,
    'claimed 1': claimed(1),
    'claimed 2': claimed(2),
    'succeeded 1': succeeded(1),
    'failed 1': failed(1),
    'doubted 1': doubted(1),
    'resolved 1': resolved(1, { kind: 'retry' }),
  };
  const allowed: Readonly<Partial<Record<CallEntry['status'], Readonly<Record<string, CallEntry['status']>>>>> = {
    selected: { admitted: 'ready', gated: 'gated', rejected: 'rejected', asked: 'asked' },
    ready: { 'claimed 1': 'running', rejected: 'rejected' },
    gated: { approved: 'ready', denied: 'denied', expired: 'expired' },
    running: { 'claimed 2': 'running', 'succeeded 1': 'succeeded', 'failed 1': 'failed', 'doubted 1': 'doubted' },
    doubted: { 'succeeded 1': 'succeeded', 'failed 1': 'failed', 'resolved 1': 'ready' },
  };
  const cases = Object.entries(ways).flatMap(([status, way]) =>
    Object.entries(next).map(([name, draft]) => ({ status: status as CallEntry['status'], name, way, draft })),
  );

  test.each(cases)('[R20] [R21] [R22] $status, then $name', ({ status, name, way, draft }) => {
    expect(callAfter(...way).status).toBe(status);
    const before = after(...way);
    const state = after(...way, draft);
    const expected = allowed[status]?.[name];
    if (expected === undefined) expect(state).toEqual({ ...before, seq: state.seq, atMs: state.atMs });
    else expect(findCall(state, callId)?.status).toBe(expected);
  });
});

test('[R23] a decision about another input than the logged one changes nothing', () => {
  const waiting = callAfter(gated());
  expect(callAfter(gated(), approved(ann, 'other'))).toEqual(waiting);
  expect(callAfter(gated(), denied(ann, 'other'))).toEqual(waiting);
});

test('[R23] a claim on another input than the approved one changes nothing', () => {
  const ready = callAfter(gated(), approved(ann));
  expect(callAfter(gated(), approved(ann), claimed(1, 'other'))).toEqual(ready);
  expect(callAfter(gated(), approvedEdited(ann), claimed(1, hash)).status).toBe('ready');
  expect(callAfter(gated(), approvedEdited(ann), claimed(1, editedHash)).status).toBe('running');
});

test('[R20] an approval is kept with what was seen, by whom and when', () => {
  expect(callAfter(gated(), approved(ann))).toEqual({
    ...callAfter(gated()),
    status: 'ready',
    decisions: [{ kind: 'approved', by: ann, atMs: at(2), inputHash: hash }],
  });
});

test('[R20] a denial is kept with its reason, and settles the call', () => {
  const state = after(gated(), denied(bob));
  expect(findCall(state, callId)).toEqual({
    ...callAfter(gated()),
    status: 'denied',
    decisions: [{ kind: 'denied', by: bob, atMs: at(2), inputHash: hash, reason: 'No' }],
    settledAtMs: at(2),
  });
  expect(state.open).toEqual([]);
});

test('[R40] a gate is kept as it was logged', () => {
  const gate = { reason: 'Dear', approvers: ['ann'], quorum: 2, expiresAtMs: 5 };
  expect(callAfter({ type: 'call.gated', callId, inputHash: hash, ...gate })).toEqual({
    ...callAfter(),
    status: 'gated',
    inputHash: hash,
    gate,
  });
});

test('[R24] a quorum waits for its last vote, and one denial settles it', () => {
  expect(callAfter(gated(2), approved(ann)).status).toBe('gated');
  expect(callAfter(gated(2), approved(ann), approved(bob)).status).toBe('ready');
  expect(callAfter(gated(2), approved(ann), denied(bob)).status).toBe('denied');
  expect(callAfter(gated(2), approved(ann), denied(bob), approved(cem)).status).toBe('denied');
});

test('[R25] an edit changes what runs, keeps what the model wrote, and is the first vote for it', () => {
  expect(callAfter(gated(2), approved(bob), approvedEdited(ann))).toEqual({
    ...callAfter(gated(2)),
    status: 'gated',
    input: edited,
    inputHash: editedHash,
    modelInput: input,
    decisions: [
      { kind: 'approved', by: bob, atMs: at(2), inputHash: hash },
      { kind: 'approved', by: ann, atMs: at(3), inputHash: hash, edited: true },
    ],
  });
  expect(callAfter(gated(2), approved(bob), approvedEdited(ann), approved(bob, editedHash)).status).toBe('ready');
  expect(callAfter(gated(), approvedEdited(ann)).status).toBe('ready');
});

test('[R25] an edit replaces what is known of the parsed input, also by nothing', () => {
  const parsed: EventDraft = { type: 'call.gated', callId, inputHash: hash, parsedHash: 'p', quorum: 2 };
  const edit = (rest: object): EventDraft => ({ ...approvedEdited(ann), ...rest }) as EventDraft;
  expect(callAfter(parsed).parsedHash).toBe('p');
  expect(callAfter(parsed, approved(ann)).parsedHash).toBe('p');
  expect(callAfter(parsed, edit({ parsedHash: 'p2' })).parsedHash).toBe('p2');
  expect(callAfter(parsed, edit({}))).not.toHaveProperty('parsedHash');
});

test('[R25] an edit of an edit keeps what the model wrote first', () => {
  const again: EventDraft = {
    type: 'call.approved',
    callId,
    inputHash: editedHash,
    by: bob,
    editedInput: { amount: 1 },
    editedInputHash: hashJson({ amount: 1 }),
  };
  expect(callAfter(gated(2), approvedEdited(ann), again)).toMatchObject({
    status: 'gated',
    input: { amount: 1 },
    modelInput: input,
  });
});

test('[R25] an edit can bring other terms with it', () => {
  const terms = { ...approvedEdited(ann), gate: { quorum: 2, approvers: ['ann', 'bob'] } } as EventDraft;
  expect(callAfter({ ...gated(), reason: 'Dear' } as EventDraft, terms)).toMatchObject({
    status: 'gated',
    gate: { quorum: 2, approvers: ['ann', 'bob'], reason: 'Dear' },
  });
});

test('[R21] a claim is kept, and the next one replaces it', () => {
  const second = { ...claimed(2), runner: 'r2' } as EventDraft;
  expect(callAfter(admitted, claimed(1)).claim).toEqual({
    attempt: 1,
    runner: 'r1',
    leaseUntilMs: 99,
    atMs: at(2),
    idempotencyKey: 'k',
  });
  expect(callAfter(admitted, claimed(1), second).claim).toEqual({
    attempt: 2,
    runner: 'r2',
    leaseUntilMs: 99,
    atMs: at(3),
    idempotencyKey: 'k',
  });
});

test('[R22] a result settles the newest attempt only', () => {
  const running = callAfter(admitted, claimed(1), claimed(2));
  expect(callAfter(admitted, claimed(1), claimed(2), succeeded(1))).toEqual(running);
  expect(callAfter(admitted, claimed(1), claimed(2), failed(1))).toEqual(running);
  const state = after(admitted, claimed(1), claimed(2), succeeded(2));
  expect(findCall(state, callId)).toEqual({ ...running, status: 'succeeded', output: 'paid', settledAtMs: at(4) });
  expect(state.open).toEqual([]);
});

test('[R22] a late result of the doubted attempt settles it', () => {
  expect(callAfter(admitted, claimed(1), doubted(1), succeeded(1)).status).toBe('succeeded');
  expect(callAfter(admitted, claimed(1), doubted(1), failed(1)).status).toBe('failed');
});

test('[R22] a late result of an attempt that a person took back changes nothing', () => {
  const again = [admitted, claimed(1), doubted(1), resolved(1, { kind: 'retry' })];
  expect(callAfter(...again, succeeded(1))).toEqual(callAfter(...again));
});

describe('a call in doubt', () => {
  const lost = [admitted, claimed(1), doubted(1)];
  const decision = { kind: 'resolved', by: ann, atMs: at(4), inputHash: hash };

  test('[R26] that happened has the output that the person gives', () => {
    expect(callAfter(...lost, resolved(1, { kind: 'happened', output: 'it did' }))).toEqual({
      ...callAfter(...lost),
      status: 'succeeded',
      output: 'it did',
      decisions: [{ ...decision, reason: 'happened' }],
      settledAtMs: at(4),
    });
  });

  test('[R26] that is given up is abandoned', () => {
    expect(callAfter(...lost, resolved(1, { kind: 'give_up' }))).toEqual({
      ...callAfter(...lost),
      status: 'abandoned',
      decisions: [{ ...decision, reason: 'give_up' }],
      settledAtMs: at(4),
    });
  });

  test('[R26] that shall run again is ready for the next attempt', () => {
    const again = [...lost, resolved(1, { kind: 'retry' })];
    expect(callAfter(...again)).toEqual({
      ...callAfter(...lost),
      status: 'ready',
      decisions: [{ ...decision, reason: 'retry' }],
    });
    expect(callAfter(...again, claimed(1)).status).toBe('ready');
    expect(callAfter(...again, claimed(2)).status).toBe('running');
  });

  test('[R26] that was gated needs its votes again to run again, without a time limit', () => {
    const gate = { ...gated(2), expiresAtMs: START_MS + 9_999_999 } as EventDraft;
    const twice = [gate, approved(ann), approved(bob), claimed(1), doubted(1), resolved(1, { kind: 'retry' }, bob)];
    expect(callAfter(...twice)).toMatchObject({ status: 'gated', gate: { quorum: 2 } });
    expect(callAfter(...twice).gate).not.toHaveProperty('expiresAtMs');
    expect(callAfter(...twice, approved(ann)).status).toBe('ready');
    const once = [gated(), approved(ann), claimed(1), doubted(1), resolved(1, { kind: 'retry' }, bob)];
    expect(callAfter(...once).status).toBe('ready');
  });
});

test('[R27] errors in a row are counted, and a success ends the row', () => {
  const errorsAfter = (...drafts: readonly EventDraft[]) => after(...drafts).run?.errors;
  expect(errorsAfter(rejected)).toBe(1);
  expect(errorsAfter(admitted, claimed(1), failed(1))).toBe(1);
  expect(errorsAfter(gated(), denied(ann))).toBe(0);
  expect(errorsAfter(gated(), expired)).toBe(0);
  expect(errorsAfter(admitted, claimed(1), doubted(1), resolved(1, { kind: 'give_up' }))).toBe(0);
  const state = { ...after(admitted, claimed(1)), run: { ...after().run!, errors: 2 } };
  const [success, failure] = logOf(succeeded(1), failed(1)) as readonly [Event, Event];
  expect(fold([success], state).run?.errors).toBe(0);
  expect(fold([failure], state).run?.errors).toBe(3);
});

test('[R10] what happens to a call that the model did not make changes nothing', () => {
  for (const id of ['9.9', '__proto__', 'constructor', '']) {
    const before = after();
    const state = after({ type: 'call.admitted', callId: id, inputHash: hash });
    expect(state).toEqual({ ...before, seq: state.seq, atMs: state.atMs });
  }
});
