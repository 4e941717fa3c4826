import { expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import { decideFork } from './fork.ts';
import type { Event } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import { phaseOf } from './phase.ts';
import { plan } from './plan.ts';
import { fold } from './reduce.ts';
import { runTool } from './run-tool.ts';
import { findCall } from './find-entry.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, bob, cem, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';
import { toThread } from './to-thread.ts';
import { defineTool, type Undo, type Schema } from './tool.ts';

const amount = (value: number): Json => ({ amount: value });
const request = { type: 'undo.request', threadId: THREAD, callId: '1.0', by: ann } as const;

/** A desk whose `charge` just runs, and can be taken back like this. */
function desk(
  undo: Partial<Undo<{ amount: number }, unknown>> = {},
  rest: Parameters<typeof payTool>[0] = {},
): AgentDefinition {
  return testDesk({ tools: { charge: payTool({ ...rest, undo: { execute: () => 'paid back', ...undo } }) } });
}

/** A thread whose run is over: it charged 5, as call 1.0. */
function charged(definition: AgentDefinition = desk()): TestThread {
  const thread = testThread(definition);
  thread.send('Charge 5');
  thread.reply({ calls: [{ tool: 'charge', input: amount(5) }] });
  thread.run('1.0', { chargeId: 'ch1' });
  thread.reply({ text: 'Charged.' });
  return thread;
}

/** What of a call is not about where it stands in the log. */
const callOf = (thread: TestThread, callId: string) => findCall(thread.state(), callId);

test('[R136] a request is a fact and a new call, with the input that ran, in a new run when none goes on', () => {
  const thread = charged();
  const { length } = thread.log();
  expect(thread.facts({ ...request, reason: 'Wrong customer.' })).toEqual([
    { type: 'undo.requested', callId: '1.0.undo', undoes: '1.0', by: ann, reason: 'Wrong customer.' },
    {
      type: 'call.admitted',
      callId: '1.0.undo',
      inputHash: hashJson(amount(5)),
      parsedHash: hashJson([amount(5), { chargeId: 'ch1' }]),
    },
  ]);
  expect(callOf(thread, '1.0.undo')).toEqual({
    kind: 'call',
    id: '1.0.undo',
    seq: length + 1,
    atMs: thread.state().atMs,
    step: 1,
    tool: 'charge',
    providerCallId: '',
    status: 'ready',
    input: amount(5),
    inputHash: hashJson(amount(5)),
    parsedHash: hashJson([amount(5), { chargeId: 'ch1' }]),
    decisions: [],
    undoes: '1.0',
    requested: { by: ann, reason: 'Wrong customer.' },
  });
  expect(thread.state().run).toMatchObject({ id: length + 1, status: 'active', steps: 0, tokens: 0 });
  expect(plan(desk(), thread.state())).toEqual([
    { type: 'claim', key: 'claim-1.0.undo-1', callId: '1.0.undo', attempt: 1 },
  ]);
});

test('[R136] it joins a run that goes on, and drops the request in flight, whose reply would not know', () => {
  const thread = charged();
  thread.send('Now tell me a story');
  thread.request();
  const { id } = thread.state().run ?? {};
  thread.facts(request);
  expect(thread.state()).toMatchObject({ run: { id, status: 'active' } });
  expect(thread.state().request).toBeUndefined();
  const late = { content: [], finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 1 } } as const;
  expect(thread.refusal({ type: 'model.reply', step: 3, attempt: 1, ...late }).code).toBe('superseded');
  thread.run('1.0.undo', 'paid back');
  expect(phaseOf(thread.state())).toBe('thinking');
});

test('[R136] it is taken while paused, and runs when the run goes on; cancelling the run cancels it', () => {
  const thread = charged();
  thread.send('Wait');
  thread.facts({ type: 'run.pause', by: ann });
  thread.facts(request);
  expect(plan(desk(), thread.state())).toEqual([]);
  expect(thread.refusal({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' }).code).toBe('not_ready');
  thread.facts({ type: 'run.resume', by: ann });
  expect(plan(desk(), thread.state())).toMatchObject([{ type: 'claim', callId: '1.0.undo' }]);
  thread.facts({ type: 'run.cancel', by: ann });
  expect(callOf(thread, '1.0.undo')?.status).toBe('cancelled');
});

test('[R136] at a limit it runs all the same, and the model is not asked', () => {
  const definition = testDesk({ limits: { steps: 1 }, tools: { charge: payTool({ undo: { execute: () => null } }) } });
  const thread = testThread(definition);
  thread.send('Charge 5');
  thread.reply({ calls: [{ tool: 'charge', input: amount(5) }] });
  thread.run('1.0', 'ch1');
  expect(phaseOf(thread.state())).toBe('limited');
  thread.facts(request);
  thread.run('1.0.undo', null);
  expect(phaseOf(thread.state())).toBe('limited');
});

test('[R136] after it the run ends once the model has heard of it', () => {
  const thread = charged();
  thread.facts(request);
  thread.run('1.0.undo', 'paid back');
  thread.reply({ text: 'Fine.' });
  expect(phaseOf(thread.state())).toBe('done');
});

test.each(['denied', 'expired', 'cancelled', 'rejected', 'failed'] as const)(
  '[R137] a request that was %s may be followed by another one, under a number',
  (status) => {
    const isDenied = status === 'rejected';
    const asks = { ask: { expiresInMs: 1_000 } };
    let answers = 0;
    const approval = () => (answers++ > 0 ? 'run' : isDenied ? { deny: 'Never.' } : status === 'failed' ? 'run' : asks);
    const thread = charged(desk({ approval }));
    thread.facts(request);
    const vote = { threadId: THREAD, callId: '1.0.undo', inputHash: hashJson(amount(5)), by: bob };
    if (status === 'denied') thread.facts({ type: 'call.deny', ...vote });
    if (status === 'cancelled') thread.facts({ type: 'run.cancel', by: bob });
    if (status === 'expired') {
      thread.wait(1_000);
      thread.facts({ type: 'call.expire', callId: '1.0.undo' });
    }
    if (status === 'failed') {
      thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
      thread.facts({ type: 'call.fail', callId: '1.0.undo', attempt: 1, thrown: new Error('Bank holiday.') });
    }
    expect(callOf(thread, '1.0.undo')?.status).toBe(status);
    expect(thread.facts(request)[0]).toMatchObject({ type: 'undo.requested', callId: '1.0.undo2', undoes: '1.0' });
    const claimed = thread.facts({ type: 'call.claim', callId: '1.0.undo2', runner: 'r1' });
    expect(claimed).toMatchObject([{ idempotencyKey: 't:1.0.undo' }]);
    thread.facts({ type: 'call.succeed', callId: '1.0.undo2', attempt: 1, output: 'paid back' });
    expect(thread.refusal(request)).toEqual({ code: 'not_undoable', message: 'Call 1.0 was undone already.' });
  },
);

test('[R137] while it is under way, and when nobody will know, there is no second one', () => {
  const thread = charged();
  thread.facts(request);
  const refusal = () => thread.refusal({ ...request, by: bob });
  expect(refusal()).toEqual({ code: 'not_undoable', message: 'Call 1.0 is being undone: 1.0.undo is ready.' });
  thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  thread.wait(600_000);
  thread.facts({ type: 'call.recover', callId: '1.0.undo', attempt: 1, runner: 'r2' });
  expect(refusal().message).toBe('Call 1.0 is being undone: 1.0.undo is doubted.');
  const resolution = { kind: 'give_up' } as const;
  thread.facts({ type: 'call.resolve', threadId: THREAD, callId: '1.0.undo', attempt: 1, resolution, by: ann });
  expect(refusal().message).toContain('Call 1.0 may have been undone already');
});

test('[R137] refuses what there is nothing to undo of', () => {
  const thread = charged();
  const message = 'The tool "look" has no undo, so call 3.0 is for good.';
  thread.send('Look, charge nothing, pay');
  thread.reply({
    calls: [
      { tool: 'look', input: {} },
      { tool: 'charge', input: { amount: 'lots' } },
      { tool: 'pay', input: amount(1) },
    ],
  });
  thread.run('3.0', 'seen');
  expect(thread.refusal({ ...request, callId: '3.0' })).toEqual({ code: 'not_undoable', message });
  expect(thread.refusal({ ...request, callId: '3.1' })).toEqual({
    code: 'not_undoable',
    message: 'Call 3.1 did not succeed (rejected), so there is nothing to undo.',
  });
  expect(thread.refusal({ ...request, callId: '3.2' }).message).toContain('(gated)');
  expect(thread.refusal({ ...request, callId: '9.0' }).code).toBe('no_such_call');
  expect(thread.refusal({ ...request, callId: 'constructor' }).code).toBe('no_such_call');
  expect(thread.refusal({ ...request, threadId: 'elsewhere' }).code).toBe('wrong_thread');
  thread.facts(request);
  thread.run('1.0.undo', 'paid back');
  expect(thread.refusal({ ...request, callId: '1.0.undo' }).message).toBe(
    'Call 1.0.undo takes back 1.0, and is itself for good.',
  );
});

test.each([
  ['no by', { ...request, by: undefined }],
  ['no call', { ...request, callId: 7 }],
  ['a reason that is no text', { ...request, reason: { why: 1 } }],
])('[R137] a request with %s is malformed', (_, intent) => {
  expect(charged().refusal(intent as never).code).toBe('malformed');
});

test('[R137] where approvers were named, only they may ask', () => {
  const approval = () => ({ ask: { approvers: ['ann', 'bob'] } });
  const thread = testThread(desk({}, { approval }));
  thread.send('Charge 5');
  thread.reply({ calls: [{ tool: 'charge', input: amount(5) }] });
  const vote = { threadId: THREAD, callId: '1.0', inputHash: hashJson(amount(5)), by: bob };
  thread.facts({ type: 'call.approve', ...vote });
  thread.run('1.0', 'ch1');
  expect(thread.refusal({ ...request, by: cem })).toEqual({
    code: 'not_an_approver',
    message: 'cem may not undo call 1.0.',
  });
  expect(thread.refusal({ ...request, by: { ...ann, id: 'Ann ' } }).code).toBe('not_an_approver');
  thread.facts(request);
});

test('[R137] what is taken back is what ran: an input that was changed in the log, or is read in another way now, is not', () => {
  const thread = charged();
  const log = thread
    .log()
    .map((event) => (event.type === 'model.replied' && event.step === 1 ? tampered(event) : event));
  expect(testThread(desk(), log).refusal(request)).toEqual({
    code: 'not_undoable',
    message: 'The input of call 1.0 in the log does not match its hash: the log was changed.',
  });
  const strict: Schema<{ amount: number }> = {
    '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message: 'Not any more.' }] }) },
  };
  const stricter = testThread(desk({}, { input: strict }), thread.log());
  expect(stricter.refusal(request).message).toContain('does not read the input of call 1.0 as it did when that ran');
});

function tampered(event: Event<'model.replied'>): Event {
  return {
    ...event,
    content: event.content.map((part) => (part.type === 'call' ? { ...part, input: amount(500) } : part)),
  };
}

test('[R137] a schema that makes something else of what a person approved refuses the undo', () => {
  const scaled = (factor: number): Schema<{ amount: number }> => ({
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => ({ value: { amount: (value as { amount: number }).amount * factor } }),
    },
  });
  const thread = testThread(desk({}, { input: scaled(1), approval: 'always' }));
  thread.send('Charge 5');
  thread.reply({ calls: [{ tool: 'charge', input: amount(5) }] });
  const vote = { threadId: THREAD, callId: '1.0', inputHash: hashJson(amount(5)), by: bob };
  thread.facts({ type: 'call.approve', ...vote });
  thread.run('1.0', 'ch1');
  const changed = testThread(desk({}, { input: scaled(100), approval: 'always' }), thread.log());
  expect(changed.refusal(request).code).toBe('not_undoable');
});

test('[R151] what the call gave back is bound with what it was given: another output is not taken back', async () => {
  const taken: unknown[] = [];
  const definition = desk({ approval: 'always', execute: (_, output) => void taken.push(output) });
  const thread = charged(definition);
  thread.facts(request);
  const vote = { threadId: THREAD, callId: '1.0.undo', inputHash: hashJson(amount(5)), by: bob };
  thread.facts({ type: 'call.approve', ...vote });
  thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  const host = { signal: new AbortController().signal, secrets: {} };
  const forged = thread
    .log()
    .map((event) => (event.type === 'call.succeeded' ? { ...event, output: { chargeId: 'ch2' } } : event));
  expect(await runTool(definition, fold(forged), '1.0.undo', host)).toMatchObject({
    type: 'call.fail',
    thrown: { name: 'InputChanged', message: expect.stringContaining('What call 1.0 was given or gave back') },
  });
  expect(taken).toEqual([]);
  await runTool(definition, thread.state(), '1.0.undo', host);
  expect(taken).toEqual([{ chargeId: 'ch1' }]);
});

test('[R151] the output is bound where what the schema makes of the input is no JSON, too', async () => {
  const huge: Schema<{ amount: number; cents: bigint }> = {
    '~standard': { version: 1, vendor: 'test', validate: () => ({ value: { amount: 5, cents: 500n } }) },
  };
  const definition = desk({}, { input: huge });
  const thread = charged(definition);
  thread.facts(request);
  expect(callOf(thread, '1.0.undo')?.parsedHash).toBe(hashJson([null, { chargeId: 'ch1' }]));
});

test('[R138] its own policy decides, with the input that ran; it is approved as it is, or denied', () => {
  const asked: unknown[] = [];
  const thread = charged(
    desk({
      approval: (call) => {
        asked.push(call);
        return { ask: { reason: 'Money goes back.', approvers: ['bob'] } };
      },
    }),
  );
  expect(thread.facts(request)[1]).toMatchObject({
    type: 'call.gated',
    reason: 'Money goes back.',
    approvers: ['bob'],
  });
  expect(asked).toEqual([{ id: '1.0.undo', tool: 'charge', step: 1, input: amount(5) }]);
  const vote = { type: 'call.approve', threadId: THREAD, callId: '1.0.undo', inputHash: hashJson(amount(5)) } as const;
  expect(thread.refusal({ ...vote, by: bob, editedInput: amount(1) })).toEqual({
    code: 'invalid_input',
    message: 'Call 1.0.undo takes back 1.0 as it ran: approve its input as it is, or deny it.',
  });
  expect(thread.refusal({ ...vote, by: ann }).code).toBe('not_an_approver');
  thread.facts({ ...vote, by: bob, editedInput: amount(5) });
  expect(callOf(thread, '1.0.undo')?.status).toBe('ready');
});

test('[R138] a policy of the undo that throws asks a person', () => {
  const thread = charged(
    desk({
      approval: () => {
        throw new Error('Out of order.');
      },
    }),
  );
  expect(thread.facts(request)[1]).toMatchObject({
    type: 'call.gated',
    reason: 'The policy failed: Out of order.',
  });
});

test('[R138] an approval of the tool is not one of its undo', () => {
  const thread = charged(desk({}, { approval: () => 'run' }));
  expect(thread.facts(request)[1]?.type).toBe('call.admitted');
});

test('[R138] it gets the input as validated, copies of it and of the output, its own call id and key', async () => {
  const got: unknown[] = [];
  const definition = desk({
    execute: (input, output, { threadId, callId, attempt, idempotencyKey, secrets }) => {
      got.push(structuredClone([input, output, { threadId, callId, attempt, idempotencyKey, secrets }]));
      Object.assign(output as object, { chargeId: 'another' });
      Object.assign(input, { amount: 500 });
      return { refund: true };
    },
  });
  const thread = charged(definition);
  thread.facts(request);
  thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  const { signal } = new AbortController();
  const outcome = await runTool(definition, thread.state(), '1.0.undo', { signal, secrets: { key: 'k' } });
  expect(outcome).toEqual({ type: 'call.succeed', callId: '1.0.undo', attempt: 1, output: { refund: true } });
  const context = {
    threadId: THREAD,
    callId: '1.0.undo',
    attempt: 1,
    idempotencyKey: 't:1.0.undo',
    secrets: { key: 'k' },
  };
  expect(got).toEqual([[amount(5), { chargeId: 'ch1' }, context]]);
  expect(callOf(thread, '1.0')).toMatchObject({ input: amount(5), output: { chargeId: 'ch1' } });
  thread.facts(outcome);
  expect(callOf(thread, '1.0.undo')).toMatchObject({ status: 'succeeded', output: { refund: true } });
});

test("[R138] its output is its own: the schema of the tool's output does not count", () => {
  const never: Schema = {
    '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message: 'No.' }] }) },
  };
  const first = charged();
  const thread = testThread(desk({}, { output: never }), first.log());
  thread.facts(request);
  expect(thread.run('1.0.undo', 'paid back').map(({ type }) => type)).toContain('call.succeeded');
});

test('[R138] what it throws fails it, redacted, and counts as an error in a row', async () => {
  const key = 'sk-proj-abcdefghijklmnopqrstuvwx';
  const definition = desk({ execute: () => Promise.reject(new Error(`No: ${key}`)) });
  const thread = charged(definition);
  thread.facts(request);
  thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  thread.facts(
    await runTool(definition, thread.state(), '1.0.undo', { signal: new AbortController().signal, secrets: {} }),
  );
  expect(callOf(thread, '1.0.undo')?.status).toBe('failed');
  expect(JSON.stringify(thread.log())).not.toContain(key);
  expect(thread.state().run?.errors).toBe(1);
});

test.each([
  ['idempotent', { idempotent: true, timeoutMs: 2_000 }, 'call.claimed'],
  ['not idempotent, whatever its tool is', { timeoutMs: 2_000 }, 'call.doubted'],
])('[R138] a lost undo that is %s follows its own flags', (_, undo, next) => {
  const thread = charged(desk(undo, { idempotent: true, timeoutMs: 900_000 }));
  thread.facts(request);
  const [claim] = thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  expect(claim).toMatchObject({ leaseUntilMs: thread.state().atMs + 7_000 });
  thread.wait(7_000);
  expect(thread.facts({ type: 'call.recover', callId: '1.0.undo', attempt: 1, runner: 'r2' })[0]?.type).toBe(next);
});

test('[R138] an undo whose tool has none any more does not run', () => {
  const first = charged();
  first.facts(request);
  const thread = testThread(testDesk({ tools: { charge: payTool() } }), first.log());
  const facts = thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  expect(facts[1]).toMatchObject({
    type: 'call.failed',
    error: { message: 'The undo of the tool "charge" is gone since this call was admitted; it did not run.' },
  });
});

test('[R139] [R25] an edited call is taken back as it ran, not as the model wrote it', () => {
  const definition = desk({}, { approval: 'always' });
  const thread = testThread(definition);
  thread.send('Charge 5');
  thread.reply({ calls: [{ tool: 'charge', input: amount(5) }] });
  const vote = { threadId: THREAD, callId: '1.0', inputHash: hashJson(amount(5)), by: bob };
  thread.facts({ type: 'call.approve', ...vote, editedInput: amount(4) });
  thread.run('1.0', 'ch1');
  thread.facts(request);
  expect(callOf(thread, '1.0.undo')).toMatchObject({ input: amount(4), inputHash: hashJson(amount(4)) });
  expect(callOf(thread, '1.0.undo')).not.toHaveProperty('modelInput');
});

/** A fork at an event of the thread, in thread `f`. */
function forkOf(thread: TestThread, definition: AgentDefinition, seq = thread.log().length): readonly Event[] {
  const at = { threadId: 'f', nowMs: thread.state().atMs };
  const forked = decideFork(definition, thread.log(), { from: { threadId: THREAD, seq } }, at);
  if (!forked.ok) throw new Error(forked.rejection.message);
  return [...toThread(thread.log().slice(0, seq), 'f'), ...forked.events];
}

test('[R139] a call of the prefix is undone in the fork under the key that it would be undone with in its own thread', () => {
  const thread = charged();
  const fork = testThread(desk(), forkOf(thread, desk()));
  fork.facts({ ...request, threadId: 'f' });
  const [claim] = fork.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  thread.facts(request);
  const [own] = thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  expect(claim).toMatchObject({ type: 'call.claimed', idempotencyKey: 't:1.0.undo' });
  expect(own).toMatchObject({ idempotencyKey: 't:1.0.undo' });
});

test('[R140] a fork does not inherit a request that nothing followed; it may be made anew there', () => {
  const thread = charged();
  thread.facts(request);
  const fork = testThread(desk(), forkOf(thread, desk()));
  expect(callOf(fork, '1.0.undo')?.status).toBe('cancelled');
  expect(fork.facts({ ...request, threadId: 'f' })[0]).toMatchObject({ callId: '1.0.undo2' });
});

test('[R140] one that was claimed is in doubt in the fork, and one that waits for people waits there too', () => {
  const thread = charged();
  thread.facts(request);
  thread.facts({ type: 'call.claim', callId: '1.0.undo', runner: 'r1' });
  expect(findCall(fold(forkOf(thread, desk())), '1.0.undo')?.status).toBe('doubted');
  const gated = charged(desk({ approval: 'always' }));
  gated.facts(request);
  expect(findCall(fold(forkOf(gated, desk())), '1.0.undo')?.status).toBe('gated');
});

test('[R140] what was undone before the fork is undone there', () => {
  const thread = charged();
  thread.facts(request);
  thread.run('1.0.undo', 'paid back');
  const fork = testThread(desk(), forkOf(thread, desk()));
  expect(fork.refusal({ ...request, threadId: 'f' }).message).toBe('Call 1.0 was undone already.');
});

test('[R10] [R136] a request that does not apply changes nothing', () => {
  const { state } = charged();
  const before = state();
  const event = {
    type: 'undo.requested',
    by: ann,
    id: 't/99',
    threadId: 't',
    seq: 99,
    atMs: before.atMs,
    v: 1,
  } as const;
  const odd = [
    { callId: '1.0', undoes: '1.0' },
    { callId: '1.0.undo2', undoes: '1.0' },
    { callId: '9.0.undo', undoes: '9.0' },
    { callId: '__proto__.undo', undoes: '__proto__' },
  ];
  for (const payload of odd) expect(fold([{ ...event, ...payload }], before)).toEqual({ ...before, seq: 99 });
});

test('[R138] a definition takes an undo that is typed by the input and output of its tool', () => {
  const tool = defineTool({
    description: 'Charges.',
    input: {} as Schema<{ amount: number }>,
    inputJsonSchema: {},
    execute: ({ amount: paid }) => ({ chargeId: `ch${paid}` }),
    undo: { execute: (input, output) => [input.amount.toFixed(), output.chargeId.length] },
  });
  expect(tool.undo).toBeDefined();
});
