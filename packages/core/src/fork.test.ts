import { expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import { decide } from './decide.ts';
import type { EventDraft } from './event.ts';
import { decideFork, originOf, seqBefore, type ForkRequest } from './fork.ts';
import { phaseOf } from './phase.ts';
import { plan } from './plan.ts';
import { fold } from './reduce.ts';
import type { CallEntry, Entry, MessageEntry, ReplyEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { State } from './state.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, START_MS, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';
import { toThread } from './to-thread.ts';

const HOUR_MS = 3_600_000;

/** A thread with one call of each tool named, and an input for it. */
function threadWith(definition: AgentDefinition, ...tools: readonly string[]): TestThread {
  const thread = testThread(definition);
  thread.send('Do it');
  thread.reply({ calls: tools.map((tool) => ({ tool, input: { amount: 1 } })) });
  return thread;
}

function forkOf(
  thread: TestThread,
  definition: AgentDefinition,
  {
    seq = thread.state().seq,
    nowMs = START_MS + HOUR_MS,
    ...rest
  }: Partial<ForkRequest> & {
    readonly seq?: number;
    readonly nowMs?: number;
  } = {},
): State {
  const from = { threadId: THREAD, seq };
  const decision = decideFork(definition, thread.log(), { from, ...rest }, { threadId: 'f', nowMs });
  if (!decision.ok) throw new Error(decision.rejection.message);
  return fold([...toThread(thread.log().slice(0, seq), 'f'), ...decision.events]);
}

function approve(thread: TestThread, callId: string): readonly EventDraft[] {
  const { inputHash } = call(thread.state(), callId);
  return thread.facts({ type: 'call.approve', threadId: THREAD, callId, inputHash, by: ann });
}

function call(state: State, callId: string): CallEntry {
  const found = findCall(state, callId);
  if (!found) throw new Error(`no call ${callId}`);
  return found;
}

function entry<K extends Entry['kind']>(state: State, kind: K, index = 0): Extract<Entry, { readonly kind: K }> {
  const found = state.entries.filter((each) => each.kind === kind)[index];
  if (!found) throw new Error(`no ${kind}`);
  return found as Extract<Entry, { readonly kind: K }>;
}

test('[R143] a call that a person said may run again is in doubt in a fork, also one behind a gate', () => {
  const desk = testDesk();
  const thread = threadWith(desk, 'look', 'pay');
  approve(thread, '1.1');
  for (const callId of ['1.0', '1.1']) {
    thread.facts({ type: 'call.claim', callId, runner: 'r1' });
    thread.facts({ type: 'call.recover', callId, attempt: 1, runner: 'r2', takeOver: true });
    const retry = { type: 'call.resolve', threadId: THREAD, callId, attempt: 1, by: ann } as const;
    thread.facts({ ...retry, resolution: { kind: 'retry' } });
  }
  expect(plan(desk, thread.state()).map(({ type }) => type)).toEqual(['claim', 'claim']);
  const forked = forkOf(thread, desk);
  expect(['1.0', '1.1'].map((id) => call(forked, id))).toMatchObject([
    { status: 'doubted', decisions: [], claim: { attempt: 1 } },
    { status: 'doubted', decisions: [{ kind: 'approved' }], claim: { attempt: 1 } },
  ]);
  expect(plan(desk, forked)).toEqual([]);
  expect(phaseOf(forked)).toBe('inDoubt');
});

test('[R143] in a fork, too, an idempotent call that was claimed waits for a person, who may run it again with a key of the fork', () => {
  const desk = testDesk();
  const thread = threadWith(desk, 'count');
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  const forked = forkOf(thread, desk);
  const at = { threadId: 'f', nowMs: forked.atMs };
  const recover = { type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2', takeOver: true } as const;
  expect(decide(desk, forked, recover, at)).toMatchObject({ ok: false, rejection: { code: 'superseded' } });
  const resolve = { type: 'call.resolve', threadId: 'f', callId: '1.0', attempt: 1, by: ann } as const;
  const again = decide(desk, forked, { ...resolve, resolution: { kind: 'retry' } }, at);
  if (!again.ok) throw new Error(again.rejection.message);
  const retried = fold(again.events, forked);
  expect(decide(desk, retried, { type: 'call.claim', callId: '1.0', runner: 'r2' }, at)).toMatchObject({
    events: [{ type: 'call.claimed', attempt: 2, idempotencyKey: 'f:1.0' }],
  });
});

test('[R143] what was settled stays settled, with its output', () => {
  const desk = testDesk();
  const thread = threadWith(desk, 'look');
  thread.run('1.0', { seen: 1 });
  const forked = forkOf(thread, desk);
  expect(call(forked, '1.0')).toEqual(call(thread.state(), '1.0'));
  expect(plan(desk, forked).map(({ type }) => type)).toEqual(['model']);
});

test('[R153] what the policy let run and nobody claimed is asked about anew, by the policy of today', () => {
  const lax = testDesk({ tools: { book: payTool({ approval: () => 'run' }), look: payTool({}) } });
  const strict = testDesk({ tools: { book: payTool({ approval: () => 'ask' }), look: payTool({}) } });
  const thread = threadWith(lax, 'book', 'look');
  expect(call(thread.state(), '1.0')).toMatchObject({ status: 'ready' });
  const forked = forkOf(thread, strict);
  expect(call(forked, '1.0')).toMatchObject({ status: 'gated', inputHash: call(thread.state(), '1.0').inputHash });
  expect(call(forked, '1.1').status).toBe('ready');
  expect(call(forkOf(thread, lax), '1.0')).toEqual(call(thread.state(), '1.0'));
  const denying = testDesk({ tools: { book: payTool({ approval: () => ({ deny: 'Not here.' }) }) } });
  expect(call(forkOf(thread, denying), '1.0')).toMatchObject({ status: 'rejected', rejectReason: 'policy' });
});

test('[R144] a fork inherits no rule, and what a rule let run waits for people', () => {
  const desk = testDesk();
  const thread = testThread(desk);
  thread.send('Pay');
  thread.facts({ type: 'rule.add', threadId: THREAD, tool: 'pay', by: ann });
  thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
  expect(call(thread.state(), '1.0')).toMatchObject({ status: 'ready' });
  const forked = forkOf(thread, desk);
  expect(forked.rules).toEqual([]);
  expect(call(forked, '1.0')).toMatchObject({ status: 'gated', decisions: [] });
  expect(call(forked, '1.0')).not.toHaveProperty('ruleId');
});

test('[R144] the time between the last event and the fork counts for no limit', () => {
  const desk = testDesk({ limits: { wallTimeMs: 60_000 } });
  const thread = threadWith(desk, 'look');
  thread.wait(20_000);
  thread.run('1.0', 'seen');
  expect(phaseOf(forkOf(thread, desk))).toBe('thinking');
  const late = testThread(desk, thread.log());
  late.wait(HOUR_MS);
  late.facts({ type: 'context.prefetch', key: 'k', data: 1 });
  expect(phaseOf(late.state())).toBe('limited');
  const { startedAtMs } = forkOf(thread, desk).run ?? { startedAtMs: 0 };
  expect(START_MS + HOUR_MS - startedAtMs).toBe(20_000);
});

test('[R144] an approval that waits has as much time in the fork as it had left', () => {
  const desk = testDesk({ tools: { book: payTool({ approval: () => ({ ask: { expiresInMs: 10_000 } }) }) } });
  const thread = threadWith(desk, 'book');
  thread.wait(4_000);
  thread.facts({ type: 'context.prefetch', key: 'k', data: 1 });
  const forked = forkOf(thread, desk);
  expect(call(forked, '1.0').gate?.expiresAtMs).toBe(START_MS + HOUR_MS + 6_000);
  const { inputHash } = call(forked, '1.0');
  const vote = { type: 'call.approve', threadId: 'f', callId: '1.0', inputHash, by: ann } as const;
  const decideAt = (nowMs: number) => decide(desk, forked, vote, { threadId: 'f', nowMs });
  expect(decideAt(START_MS + HOUR_MS + 5_999).ok).toBe(true);
  expect(decideAt(START_MS + HOUR_MS + 6_000)).toMatchObject({ rejection: { code: 'expired' } });
});

test('[R145] a fork begins with where it is from, what the log owes there, and what is said in it', () => {
  const desk = testDesk();
  const thread = threadWith(desk, 'look', 'pay');
  const replied = thread.types().indexOf('model.replied') + 1;
  const message = { type: 'message.send', text: 'Wait', by: ann } as const;
  const from = { threadId: THREAD, seq: replied };
  const decision = decideFork(desk, thread.log(), { from, message }, { threadId: 'f', nowMs: START_MS });
  expect(decision).toMatchObject({
    ok: true,
    events: [
      { id: `f/${replied + 1}`, threadId: 'f', seq: replied + 1, type: 'thread.forked', from },
      { type: 'call.admitted', callId: '1.0' },
      { type: 'call.gated', callId: '1.1' },
      { type: 'message.received', text: 'Wait' },
    ],
  });
});

test('[R145] a fork that is edited before a run ended goes on with what is said, and nothing else is asked', () => {
  const desk = testDesk();
  const thread = testThread(desk);
  thread.send('Bill F-1');
  thread.reply({ text: 'Done.' });
  expect(thread.state().run?.status).toBe('finished');
  const message = { type: 'message.send', text: 'Bill F-2', by: ann } as const;
  const forked = forkOf(thread, desk, { seq: seqBefore(thread.state(), entry(thread.state(), 'message')), message });
  expect(forked.entries.map((each) => ('text' in each ? each.text : each.kind))).toEqual(['t/1', 'Bill F-2']);
  expect(plan(desk, forked)).toEqual([{ type: 'model', key: 'model-1-1', step: 1, attempt: 1 }]);
});

test.each([
  ['an event that is not there', { seq: 99 }, 'no_such_event'],
  ['no event', { seq: 0 }, 'no_such_event'],
  ['half an event', { seq: 1.5 }, 'no_such_event'],
  ['no number', { seq: NaN }, 'no_such_event'],
  ['its own thread', { threadId: 'f' }, 'wrong_thread'],
] as const)('[R145] a fork from %s is refused', (_, from, code) => {
  const desk = testDesk();
  const thread = threadWith(desk, 'look');
  const request = { from: { threadId: THREAD, seq: 1, ...from } };
  const decision = decideFork(desk, thread.log(), request, { threadId: 'f', nowMs: START_MS });
  expect(decision).toMatchObject({ ok: false, rejection: { code } });
});

test('[R145] a fork without an id is refused', () => {
  const from = { threadId: THREAD, seq: 1 };
  const decision = decideFork(testDesk(), threadWith(testDesk(), 'look').log(), { from }, { threadId: '', nowMs: 0 });
  expect(decision).toMatchObject({ rejection: { code: 'wrong_thread' } });
});

test('[R145] a fork by another agent is refused, and so is one that says nothing', () => {
  const thread = threadWith(testDesk(), 'look');
  const from = { threadId: THREAD, seq: 2 };
  const at = { threadId: 'f', nowMs: START_MS };
  const thief = testDesk({ name: 'thief' });
  expect(decideFork(thief, thread.log(), { from }, at)).toMatchObject({ rejection: { code: 'wrong_agent' } });
  const message = { type: 'message.send', text: ' ', by: ann } as const;
  expect(decideFork(testDesk(), thread.log(), { from, message }, at)).toMatchObject({
    rejection: { code: 'empty_message' },
  });
});

test('[R146] before a message is the event before it; before a reply, the one before its request', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  thread.request();
  thread.send('And bye');
  thread.reply({ text: 'Hello.' });
  const state = thread.state();
  const before = (found: MessageEntry | ReplyEntry) => thread.types().slice(0, seqBefore(state, found));
  expect(before(entry(state, 'message'))).toEqual(['thread.started']);
  expect(before(entry(state, 'message', 1))).toEqual(['thread.started', 'message.received', 'model.requested']);
  expect(before(entry(state, 'reply'))).toEqual(['thread.started', 'message.received']);
});

test('[R146] a fork of a fork before what the first began with lies beside it, from the same event of the same thread', () => {
  const desk = testDesk();
  const thread = testThread(desk);
  thread.send('Hi');
  const message = { type: 'message.send', text: 'Hello', by: ann } as const;
  const edited = forkOf(thread, desk, { seq: 1, message });
  expect(edited.origins).toEqual([{ threadId: THREAD, seq: 1 }]);
  const seq = seqBefore(edited, entry(edited, 'message'));
  expect(seq).toBe(1);
  expect(originOf(edited, seq)).toEqual({ threadId: THREAD, seq: 1 });
  expect(originOf(edited, 3)).toEqual({ threadId: 'f', seq: 3 });
  expect(originOf(thread.state(), 1)).toEqual({ threadId: THREAD, seq: 1 });
});
