import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditOf } from './audit-of.ts';
import { AUDIT_COLUMNS, type AuditRow } from './audit-row.ts';
import { decideFork } from './fork.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import { agents, moves } from './test-support/engine-arbitrary.ts';
import { walk } from './test-support/random-walk.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, bob, cem, logOf, START_MS, testThread, THREAD } from './test-support/test-thread.ts';
import { toThread } from './to-thread.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const at = iso(START_MS);
const amount = (value: number) => ({ amount: value });
const five = { input: amount(5), inputHash: hashJson(amount(5)) };
const four = { input: amount(4), inputHash: hashJson(amount(4)) };

const definition = testDesk({
  tools: {
    wire: payTool({
      approval: () => ({ ask: { reason: 'Money.', approvers: ['ann', 'bob'], quorum: 2, expiresInMs: 60_000 } }),
      undo: { approval: 'always', execute: () => null },
    }),
  },
});

/** What a row says, without what it does not. */
const said = (row: AuditRow) =>
  Object.fromEntries(
    Object.entries(row).filter(([name, cell]) => cell !== null && name !== 'threadId' && name !== 'at'),
  );
const about = (rows: readonly AuditRow[], callId: string) => rows.filter((row) => row.callId === callId).map(said);

function vote(callId: string, input: Json, by = ann) {
  return { threadId: THREAD, callId, inputHash: hashJson(input), by };
}

/** A thread in which 5 were to be wired, 4 were, and that was taken back. */
function wired() {
  const thread = testThread(definition);
  thread.send('Wire 5');
  thread.reply({ calls: [{ tool: 'wire', input: amount(5) }] });
  thread.facts({ type: 'call.approve', ...vote('1.0', amount(5)) });
  thread.facts({ type: 'call.approve', ...vote('1.0', amount(5), bob), editedInput: amount(4) });
  thread.facts({ type: 'call.approve', ...vote('1.0', amount(4)) });
  thread.run('1.0', { wireId: 'w1' });
  thread.reply({ text: 'Done.' });
  thread.facts({ type: 'undo.request', threadId: THREAD, callId: '1.0', by: bob, reason: 'Wrong account.' });
  thread.facts({ type: 'call.approve', ...vote('1.0.undo', amount(4), cem) });
  thread.run('1.0.undo', 'back');
  return thread;
}

test('[R134] who approved what, what they saw, what ran, under which key, what came back', () => {
  const gate = { approvers: ['ann', 'bob'], quorum: 2, expiresAt: iso(START_MS + 60_000) };
  const by = { by: 'ann', byName: 'Ann', byKind: 'person' };
  const call = { callId: '1.0', tool: 'wire' };
  const claim = { attempt: 1, runner: 'r1', idempotencyKey: 't:1.0' };
  const decision = { row: 'decision', ...call };
  expect(about(auditOf(wired().log()), '1.0')).toEqual([
    {
      ...{ row: 'call', seq: 4, ...call, what: 'succeeded', ...four, modelInput: amount(5), ...gate, ...claim },
      ...{ output: { wireId: 'w1' }, settledAt: at, undoneBy: '1.0.undo' },
    },
    { ...decision, seq: 5, what: 'gated', ...five, ...gate, reason: 'Money.' },
    { ...decision, seq: 6, what: 'approved', ...five, ...by },
    {
      ...{ ...decision, seq: 7, what: 'edited', ...five, by: 'bob', byName: 'Bob', byKind: 'person' },
      ...{ editedInput: amount(4), editedInputHash: four.inputHash },
    },
    { ...decision, seq: 8, what: 'approved', ...four, ...by },
    { row: 'attempt', seq: 9, ...call, what: 'succeeded', ...four, ...claim, output: { wireId: 'w1' }, settledAt: at },
  ]);
});

test('[R134] who had it taken back, why, who let that run, and what came of it', () => {
  const call = { callId: '1.0.undo', tool: 'wire', undoes: '1.0' };
  const claim = { attempt: 1, runner: 'r1', idempotencyKey: 't:1.0.undo' };
  const asker = { by: 'bob', byName: 'Bob', byKind: 'person', reason: 'Wrong account.' };
  const rows = about(auditOf(wired().log()), '1.0.undo');
  expect(rows).toEqual([
    {
      ...{ row: 'call', seq: 14, ...call, what: 'succeeded', ...four, ...asker, quorum: 1, ...claim },
      ...{ output: 'back', settledAt: at },
    },
    { row: 'decision', seq: 14, ...call, what: 'undo_requested', input: amount(4), ...asker },
    { row: 'decision', seq: 15, ...call, what: 'gated', ...four, quorum: 1 },
    { row: 'decision', seq: 16, ...call, what: 'approved', ...four, by: 'cem', byKind: 'person' },
    { row: 'attempt', seq: 17, ...call, what: 'succeeded', ...four, ...claim, output: 'back', settledAt: at },
  ]);
});

test('[R134] denials with reason and suggestion, rejections, expiry, answers', () => {
  const thread = testThread(definition);
  thread.send('Go');
  thread.reply({
    calls: [
      { tool: 'pay', input: amount(5) },
      { tool: 'pay', inputText: '{' },
      { tool: 'wire', input: amount(5) },
      { tool: 'ask_human', input: { question: 'Which?' } },
    ],
  });
  const words = { reason: 'Too much.', suggestion: 'Pay 4.' };
  thread.facts({ type: 'call.deny', ...vote('1.0', amount(5), bob), ...words });
  thread.facts({ type: 'human.answer', threadId: THREAD, askId: '1.3', answer: 'The last.', by: cem });
  thread.wait(60_000);
  thread.facts({ type: 'call.expire', callId: '1.2' });
  const rows = auditOf(thread.log());
  const whatOf = (callId: string) => about(rows, callId).map(({ row, what }) => `${String(row)} ${String(what)}`);
  expect(about(rows, '1.0').at(-1)).toMatchObject({ what: 'denied', by: 'bob', ...five, ...words });
  expect(about(rows, '1.1')).toEqual([
    expect.objectContaining({ row: 'call', what: 'rejected', input: '{' }),
    expect.objectContaining({ row: 'decision', what: 'rejected', reason: 'invalid_json' }),
  ]);
  expect(whatOf('1.2')).toEqual(['call expired', 'decision gated', 'decision expired']);
  expect(about(rows, '1.3').at(-1)).toMatchObject({ what: 'answered', output: 'The last.', by: 'cem' });
});

test('[R134] every attempt with its runner, every doubt, and how a person settled it', () => {
  const thread = testThread(definition);
  thread.send('Go');
  thread.reply({
    calls: [
      { tool: 'count', input: {} },
      { tool: 'look', input: {} },
    ],
  });
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  thread.facts({ type: 'call.claim', callId: '1.1', runner: 'r1' });
  thread.wait(600_000);
  thread.facts({ type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2' });
  thread.facts({ type: 'call.recover', callId: '1.1', attempt: 1, runner: 'r2' });
  const target = { type: 'call.resolve', threadId: THREAD, callId: '1.1' } as const;
  const doubted = auditOf(thread.log());
  thread.facts({ ...target, attempt: 1, by: ann, resolution: { kind: 'retry' } });
  thread.facts({ type: 'call.claim', callId: '1.1', runner: 'r3' });
  thread.wait(600_000);
  thread.facts({ type: 'call.recover', callId: '1.1', attempt: 2, runner: 'r2' });
  thread.facts({ ...target, attempt: 2, by: bob, resolution: { kind: 'happened', output: 'seen' } });
  const attempts = (rows: readonly AuditRow[]) =>
    rows.flatMap(({ row, callId, what, runner, attempt, idempotencyKey: key }) =>
      row === 'attempt' ? [`${callId} ${attempt} ${runner} ${key} ${what}`] : [],
    );
  expect(attempts(doubted)).toEqual(['1.0 1 r1 t:1.0 lost', '1.1 1 r1 t:1.1 doubted', '1.0 2 r2 t:1.0 running']);
  expect(attempts(auditOf(thread.log()))).toEqual([
    '1.0 1 r1 t:1.0 lost',
    '1.1 1 r1 t:1.1 retry',
    '1.0 2 r2 t:1.0 running',
    '1.1 2 r3 t:1.1 happened',
  ]);
  expect(about(auditOf(thread.log()), '1.1').at(-1)).toMatchObject({
    ...{ row: 'decision', what: 'happened', attempt: 2, by: 'bob', output: 'seen' },
  });
});

test('[R134] the rule that let a call run, whose it is, and that it was taken back', () => {
  const thread = testThread(definition);
  thread.send('Pay 5, and 4');
  thread.reply({ calls: [{ tool: 'pay', input: amount(5) }] });
  thread.facts({ type: 'call.approve', ...vote('1.0', amount(5), bob), remember: true });
  thread.run('1.0', 'paid');
  thread.reply({ calls: [{ tool: 'pay', input: amount(4) }] });
  const [{ ruleId } = { ruleId: '' }] = thread.state().rules;
  thread.facts({ type: 'rule.revoke', threadId: THREAD, ruleId, by: ann });
  const rows = auditOf(thread.log()).filter((row) => row.ruleId === ruleId);
  expect(rows.map(({ what, callId, tool, by }) => ({ what, callId, tool, by }))).toEqual([
    { what: 'rule_added', callId: '1.0', tool: 'pay', by: 'bob' },
    { what: 'admitted_by_rule', callId: '2.0', tool: 'pay', by: 'bob' },
    { what: 'rule_revoked', callId: null, tool: 'pay', by: 'ann' },
  ]);
});

test('[R134] who cancelled what', () => {
  const thread = testThread(definition);
  thread.send('Go');
  thread.reply({ calls: [{ tool: 'pay', input: amount(5) }] });
  thread.facts({ type: 'run.cancel', by: bob, reason: 'Enough.' });
  expect(about(auditOf(thread.log()), '1.0').at(-1)).toMatchObject({ what: 'cancelled', by: 'bob', reason: 'Enough.' });
});

test('[R134] in a fork, what the other thread decided and ran is marked as inherited', () => {
  const thread = testThread(definition);
  thread.send('Pay 5');
  thread.reply({
    calls: [
      { tool: 'pay', input: amount(5) },
      { tool: 'pay', input: amount(4) },
    ],
  });
  thread.facts({ type: 'call.approve', ...vote('1.0', amount(5)) });
  thread.run('1.0', 'paid');
  thread.facts({ type: 'call.approve', ...vote('1.1', amount(4)) });
  const seq = thread.log().length;
  const forked = decideFork(definition, thread.log(), { from: { threadId: THREAD, seq } }, { threadId: 'f', nowMs: 0 });
  const fork = testThread(definition, [...toThread(thread.log(), 'f'), ...(forked.ok ? forked.events : [])]);
  fork.facts({ type: 'call.approve', ...vote('1.1', amount(4), bob), threadId: 'f' });
  const rows = auditOf(fork.log());
  expect(new Set(rows.map(({ threadId }) => threadId))).toEqual(new Set(['f']));
  expect(rows.filter(({ what }) => what === 'approved').map(({ by, inheritedFrom }) => [by, inheritedFrom])).toEqual([
    ['ann', 't'],
    ['ann', 't'],
    ['bob', null],
  ]);
  expect(rows.find(({ row }) => row === 'attempt')).toMatchObject({ idempotencyKey: 't:1.0', inheritedFrom: 't' });
});

test('[R134] an event that changed nothing has no row, and a log of nothing has none', () => {
  const stray = { type: 'call.approved', callId: '1.0', inputHash: 'forged', by: ann } as const;
  const log = wired().log();
  const odd = logOf(...log.slice(0, 5), stray, { type: 'call.claimed', callId: '1.0', attempt: 1 } as never);
  expect(auditOf(odd).map(({ what }) => what)).toEqual(['gated', 'gated']);
  expect(auditOf([])).toEqual([]);
});

test('[R134] who asked or answered what was over, or was never asked, is credited with nothing', () => {
  const mallory = { kind: 'person', id: 'mallory' } as const;
  const thread = testThread(definition);
  thread.send('Go');
  thread.reply({
    calls: [
      { tool: 'wire', input: amount(5) },
      { tool: 'ask_human', input: { question: 'Which?' } },
    ],
  });
  const answered = { type: 'human.answered', answer: 'Yes.', by: mallory } as const;
  const asked = { type: 'undo.requested', by: mallory } as const;
  const forgeries = [
    { ...answered, askId: '1.0' },
    { ...answered, askId: '1.1' },
    { ...answered, askId: '1.1' },
    { ...asked, callId: '1.0.undo', undoes: '1.0' },
    { ...asked, callId: '1.0', undoes: '1.0' },
  ];
  const rows = auditOf(logOf(...thread.log(), ...forgeries));
  expect(rows.filter(({ by }) => by === 'mallory').map(({ what, callId }) => [what, callId])).toEqual([
    ['answered', '1.1'],
  ]);
  const undone = wired().log();
  const again = auditOf(logOf(...undone, { ...asked, callId: '1.0.undo', undoes: '1.0' }));
  expect(again.filter(({ what }) => what === 'undo_requested').map(({ by }) => by)).toEqual(['bob']);
});

test('[R134] the columns are these, in this order', () => {
  expect(AUDIT_COLUMNS).toEqual([
    ...['threadId', 'seq', 'at', 'row', 'callId', 'tool', 'what', 'by', 'byName', 'byKind', 'input', 'inputHash'],
    ...['editedInput', 'editedInputHash', 'modelInput', 'reason', 'suggestion', 'ruleId', 'approvers', 'quorum'],
    ...['expiresAt', 'attempt', 'runner', 'idempotencyKey', 'output', 'error', 'settledAt', 'undoes', 'undoneBy'],
    ...['inheritedFrom', 'hash'],
  ]);
});

/** Every text in a value that is not a key. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

test(
  '[R134] in any life: each call and each claim has its row, and no row says what the log does not',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(agents, moves, (agent, made) => {
        const { log, state } = walk(agent, made);
        const rows = auditOf(log);
        const calls = state.entries.filter((entry) => entry.kind === 'call');
        expect(rows.flatMap(({ row, callId, what }) => (row === 'call' ? [`${callId} ${what}`] : []))).toEqual(
          calls.map(({ id, status }) => `${id} ${status}`),
        );
        expect(rows.filter(({ row }) => row === 'attempt').length).toBe(
          log.filter(({ type }) => type === 'call.claimed').length,
        );
        const known = JSON.stringify(log);
        for (const {
          at: _,
          settledAt: _settled,
          expiresAt: _expires,
          row: _row,
          what: _what,
          error,
          ...rest
        } of rows) {
          for (const text of textsOf(rest)) expect(known).toContain(JSON.stringify(text).slice(1, -1));
          const [, message = ''] = error?.split(/: (.*)/s) ?? [];
          expect(known).toContain(JSON.stringify(message).slice(1, -1));
        }
      }),
      { numRuns: 80 },
    );
  },
);
