import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentDefinition } from './agent-definition.ts';
import { hashJson } from './input-hash.ts';
import { stamp, type Event } from './event.ts';
import { findCall } from './find-entry.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';
import { defineTool, type Tools } from './tool.ts';

const TIMEOUT_MS = 60_000;
const GRACE_MS = 5_000;

function calling(tool: string, definition: AgentDefinition = testDesk()): TestThread {
  const thread = testThread(definition);
  thread.send('Go');
  thread.reply({ calls: [{ tool, input: { amount: 1 } }] });
  return thread;
}

const claim = { type: 'call.claim', callId: '1.0', runner: 'r1' } as const;
const recover = { type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2' } as const;
const succeed = { type: 'call.succeed', callId: '1.0', attempt: 1, output: 'done' } as const;
const fail = { type: 'call.fail', callId: '1.0', attempt: 1, thrown: new Error('No.') } as const;
const statusOf = (thread: TestThread) => findCall(thread.state(), '1.0')?.status;
const approve = (thread: TestThread) => {
  const inputHash = hashJson({ amount: 1 });
  thread.facts({ type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash, by: ann });
};
const running = (tool: string, definition?: AgentDefinition): TestThread => {
  const thread = calling(tool, definition);
  if (statusOf(thread) === 'gated') approve(thread);
  thread.facts(claim);
  return thread;
};

describe('a claim', () => {
  test('[R53] names the attempt, the input, the key and how long it holds', () => {
    const thread = calling('look');
    expect(thread.facts(claim)).toEqual([
      {
        type: 'call.claimed',
        callId: '1.0',
        attempt: 1,
        inputHash: hashJson({ amount: 1 }),
        idempotencyKey: 't:1.0',
        runner: 'r1',
        leaseUntilMs: thread.state().atMs + TIMEOUT_MS + GRACE_MS,
      },
    ]);
  });

  test('[R53] is won once', () => {
    const thread = running('look');
    expect(thread.refusal({ ...claim, runner: 'r2' })).toEqual({
      code: 'already_claimed',
      message: 'Call 1.0 was claimed by r1.',
    });
    thread.facts(succeed);
    expect(thread.refusal(claim)).toEqual({
      code: 'superseded',
      message: 'Call 1.0 has ended (succeeded); this is dropped.',
    });
  });

  test('[R54] is refused before the call was approved', () => {
    const refusal = { code: 'not_ready', message: 'Call 1.0 may not run now.' };
    expect(calling('pay').refusal(claim)).toEqual(refusal);
    expect(calling('ask_human').refusal(claim).code).toBe('superseded');
    const thread = testThread(testDesk());
    thread.send('Go');
    thread.reply({ calls: [{ tool: 'ask_human', input: { question: '?' } }] });
    expect(thread.refusal(claim)).toEqual(refusal);
  });

  test('[R54] is refused with part of a quorum, whatever the log made of it', () => {
    const thread = calling('pay');
    approve(thread);
    const more = thread.log().map((event) => (event.type === 'call.gated' ? { ...event, quorum: 2 } : event));
    const odd = testThread(testDesk(), more);
    expect(odd.refusal(claim).code).toBe('not_ready');
  });

  test('[R54] settles the call instead when the input in the log is not the one that was approved', () => {
    const thread = calling('pay');
    approve(thread);
    const forged = thread.log().map((event): Event => {
      if (event.type !== 'model.replied') return event;
      return { ...event, content: JSON.parse(JSON.stringify(event.content).replace('"amount":1', '"amount":9')) };
    });
    const tampered = testThread(testDesk(), forged);
    expect(tampered.facts(claim)).toEqual([
      {
        type: 'call.rejected',
        callId: '1.0',
        reason: 'invalid_input',
        error: {
          name: 'InputChanged',
          message: 'The input in the log does not match its hash, so this call did not run: the log was changed.',
        },
      },
    ]);
    expect(tampered.state().open).toEqual([]);
    expect(tampered.refusal(claim).code).toBe('superseded');
  });

  test('[R54] a changed input is not claimed again either', () => {
    const thread = running('count');
    const forged = thread.log().map((event): Event => {
      if (event.type !== 'model.replied') return event;
      return { ...event, content: JSON.parse(JSON.stringify(event.content).replace('"amount":1', '"amount":9')) };
    });
    expect(testThread(testDesk(), forged).facts({ ...recover, takeOver: true })).toMatchObject([
      { type: 'call.doubted' },
    ]);
  });

  test('[R54] needs a run that goes on', () => {
    const thread = calling('look');
    thread.facts({ type: 'run.pause', by: ann });
    expect(thread.refusal(claim).code).toBe('not_ready');
  });

  test.each([
    ['is gone', undefined],
    ['asks a person now', 'ask_human'],
  ])('[R59] of a tool that %s fails the call, and nothing runs', (_, now) => {
    const { look: __, ...rest } = testDesk().tools;
    const tools = { ...rest, ...(now && { look: testDesk().tools[now]! }) } as Tools;
    const thread = testThread({ ...testDesk(), tools }, calling('look').log());
    expect(thread.facts(claim)).toMatchObject([
      { type: 'call.claimed', callId: '1.0', attempt: 1 },
      {
        type: 'call.failed',
        callId: '1.0',
        attempt: 1,
        error: {
          name: 'UnknownTool',
          message: 'The tool "look" is gone since this call was admitted; it did not run.',
        },
      },
    ]);
  });
});

describe('a claim whose runner is gone', () => {
  test('[R100] holds until its lease ends', () => {
    const thread = running('look', testDesk({ tools: { look: payTool({ timeoutMs: 1_000 }) } }));
    thread.wait(1_000 + GRACE_MS - 1);
    const message = 'The claim on call 1.0 still holds.';
    expect(thread.refusal(recover)).toEqual({ code: 'not_due', message });
    thread.wait(1);
    expect(thread.facts(recover)).toEqual([{ type: 'call.doubted', callId: '1.0', attempt: 1 }]);
  });

  test('[R100] is taken over at once by whoever knows that it is gone', () => {
    expect(running('look').facts({ ...recover, takeOver: true })).toMatchObject([{ type: 'call.doubted' }]);
  });

  test('[R101] is claimed again with the same key where that does no harm', () => {
    const thread = running('count');
    thread.wait(TIMEOUT_MS + GRACE_MS);
    const nowMs = 1_000_000 + TIMEOUT_MS + GRACE_MS;
    expect(thread.facts(recover)).toEqual([
      {
        type: 'call.claimed',
        callId: '1.0',
        attempt: 2,
        inputHash: hashJson({ amount: 1 }),
        idempotencyKey: 't:1.0',
        runner: 'r2',
        leaseUntilMs: nowMs + TIMEOUT_MS + GRACE_MS,
      },
    ]);
  });

  test('[R101] needs no second approval to be claimed again with the same key', () => {
    expect(running('pay_twice').facts({ ...recover, takeOver: true })).toMatchObject([{ attempt: 2 }]);
  });

  test('[R101] is put to a person when it was lost three times', () => {
    const thread = running('count');
    thread.facts({ ...recover, takeOver: true });
    thread.facts({ ...recover, attempt: 2, takeOver: true });
    expect(thread.facts({ ...recover, attempt: 3, takeOver: true })).toEqual([
      { type: 'call.doubted', callId: '1.0', attempt: 3 },
    ]);
  });

  test('[R101] is claimed again in a paused run: it ran before the pause', () => {
    const thread = running('count');
    thread.facts({ type: 'run.pause', by: ann });
    expect(thread.facts({ ...recover, takeOver: true })).toMatchObject([{ type: 'call.claimed', attempt: 2 }]);
  });

  test('[R101] is doubted where its run is over, or its tool is gone or asks a person now', () => {
    const cancelled = running('count');
    cancelled.facts({ type: 'run.cancel', by: ann });
    expect(cancelled.facts({ ...recover, takeOver: true })).toMatchObject([{ type: 'call.doubted' }]);
    const { count: _, ...rest } = testDesk().tools;
    for (const tools of [rest, { ...rest, count: rest.ask_human! }]) {
      const changed = testThread({ ...testDesk(), tools }, running('count').log());
      expect(changed.facts({ ...recover, takeOver: true })).toMatchObject([{ type: 'call.doubted' }]);
    }
  });

  test('[R55] is recovered once', () => {
    const thread = running('count');
    thread.facts({ ...recover, takeOver: true });
    const message = 'Attempt 1 of call 1.0 is not running.';
    expect(thread.refusal({ ...recover, takeOver: true })).toEqual({ code: 'superseded', message });
    const doubted = running('look');
    doubted.facts({ ...recover, takeOver: true });
    expect(doubted.refusal({ ...recover, takeOver: true })).toEqual({ code: 'superseded', message });
  });

  test('[R55] is not there to recover before there is a claim', () => {
    expect(calling('count').refusal({ ...recover, takeOver: true }).code).toBe('superseded');
  });
});

describe('a result', () => {
  const dropped = { code: 'superseded', message: 'Attempt 1 of call 1.0 was superseded; its result is dropped.' };

  test('[R22] settles the call', () => {
    expect(running('look').facts(succeed)).toEqual([
      { type: 'call.succeeded', callId: '1.0', attempt: 1, output: 'done' },
    ]);
    expect(running('look').facts({ ...fail, thrown: { name: 'Busy', message: 'No.' } })).toEqual([
      { type: 'call.failed', callId: '1.0', attempt: 1, error: { name: 'Busy', message: 'No.' } },
    ]);
  });

  test('[R55] of a claim that another superseded is refused', () => {
    const thread = running('count');
    thread.facts({ ...recover, takeOver: true });
    expect(thread.refusal(succeed)).toEqual(dropped);
    expect(thread.refusal(fail)).toEqual(dropped);
    thread.facts({ ...succeed, attempt: 2 });
  });

  test('[R55] counts once, and not without a claim', () => {
    expect(calling('look').refusal(succeed)).toEqual(dropped);
    const thread = running('look');
    thread.facts(succeed);
    const ended = { code: 'superseded', message: 'Call 1.0 has ended (succeeded); this is dropped.' };
    expect(thread.refusal(succeed)).toEqual(ended);
    expect(thread.refusal(fail)).toEqual(ended);
  });

  test('[R22] of the doubted attempt settles it, until a person took it back', () => {
    const late = running('look');
    late.facts({ ...recover, takeOver: true });
    late.facts(fail);
    expect(statusOf(late)).toBe('failed');
    const again = running('look');
    again.facts({ ...recover, takeOver: true });
    const resolve = { type: 'call.resolve', threadId: THREAD, callId: '1.0', attempt: 1, by: ann } as const;
    again.facts({ ...resolve, resolution: { kind: 'retry' } });
    expect(again.refusal(succeed)).toEqual(dropped);
  });

  test.each<[string, unknown, unknown]>([
    ['undefined', undefined, null],
    ['a date', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['undefined fields', { a: 1, b: undefined }, { a: 1 }],
    ['minus zero', { change: -0 }, { change: 0 }],
  ])('[R59] %s is logged as JSON', (_, output, logged) => {
    expect(running('look').facts({ ...succeed, output })).toStrictEqual([
      { type: 'call.succeeded', callId: '1.0', attempt: 1, output: logged },
    ]);
  });

  const round: Record<string, unknown> = {};
  round.self = round;
  test.each<[string, unknown, string]>([
    ['a function', { run: () => 1 }, '$.run'],
    ['not a number', [NaN], '$[0]'],
    ['a map', new Map(), '$'],
    ['a circle', round, '$.self'],
    [
      'a getter that throws',
      Object.defineProperty({}, 'a', {
        enumerable: true,
        get: () => {
          throw new Error();
        },
      }),
      '$',
    ],
  ])('[R59] an output that is no JSON (%s) is a failure in the log', (_, output, path) => {
    const facts = running('look').facts({ ...succeed, output });
    expect(facts).toMatchObject([{ type: 'call.failed', error: { name: 'InvalidOutput' } }]);
    const message = expect.stringContaining('The tool ran, but its output holds something that is not JSON at $');
    expect(facts).toMatchObject([{ error: { message } }]);
    if (path !== '$.self') expect(JSON.stringify(facts)).toContain(`not JSON at ${path}.`);
  });

  test('[R59] an output that its schema refuses is a failure in the log, with what is wrong', () => {
    const output = z.object({ id: z.number() });
    const book = defineTool({ description: 'B.', input: z.unknown(), output, execute: () => ({ id: 1 }) });
    expect(running('book', testDesk({ tools: { book } })).facts({ ...succeed, output: { id: 'one' } })).toEqual([
      {
        type: 'call.failed',
        callId: '1.0',
        attempt: 1,
        error: {
          name: 'InvalidOutput',
          message: 'The tool ran, but its output does not match its schema.',
          issues: [{ path: 'id', message: 'Invalid input: expected number, received string' }],
        },
      },
    ]);
  });

  test('[R59] an output is logged as its schema leaves it', () => {
    const output = z.object({ id: z.coerce.number() });
    const book = defineTool({ description: 'B.', input: z.unknown(), output, execute: () => ({ id: 1 }) });
    const thread = running('book', testDesk({ tools: { book } }));
    expect(thread.facts({ ...succeed, output: { id: '7', more: true } })).toMatchObject([{ output: { id: 7 } }]);
  });

  test('[R59] whatever is thrown becomes an error fact', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const unreadable = { name: 'Error', message: 'Something was thrown that cannot be read.' };
    expect(running('look').facts({ ...fail, thrown: proxy })).toMatchObject([{ error: unreadable }]);
    expect(running('look').facts({ ...fail, thrown: undefined })).toMatchObject([{ error: { message: 'undefined' } }]);
  });

  test('[R59] neither outputs nor errors carry secrets into the log', () => {
    const definition = testDesk({ redact: (text) => text.replaceAll('hunter2', '[redacted]') });
    const output = { list: ['hunter2'] };
    const thrown = new Error('wrong: hunter2');
    expect(running('look', definition).facts({ ...succeed, output })).toMatchObject([
      { output: { list: ['[redacted]'] } },
    ]);
    expect(JSON.stringify(running('look', definition).facts({ ...fail, thrown }))).not.toContain('hunter2');
  });

  test.each<[string, (text: string) => string]>([
    [
      'throws',
      () => {
        throw new Error('Broken.');
      },
    ],
    ['makes no text', () => undefined as never],
  ])('[R59] an output whose redaction %s is a failed call', (_, redact) => {
    const facts = running('look', testDesk({ redact })).facts({ ...succeed, output: 'hunter2' });
    expect(facts).toMatchObject([{ type: 'call.failed' }]);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  test('[R59] a redaction that throws lets no error text through', () => {
    const redact = (): never => {
      throw new Error('Broken.');
    };
    const facts = running('look', testDesk({ redact })).facts({ ...fail, thrown: new Error('hunter2') });
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });
});

test('[R29] results and doubts of a cancelled run are still logged', () => {
  const thread = running('look');
  thread.facts({ type: 'run.cancel', by: ann });
  thread.facts({ ...recover, takeOver: true });
  thread.facts(succeed);
  expect(statusOf(thread)).toBe('succeeded');
});

test('[R53] a fork claims under its own key', () => {
  const origin = calling('look').log();
  const inherited = origin.map((event) => ({ ...event, threadId: THREAD, id: `${THREAD}/${event.seq}` }));
  const from = { threadId: 'origin', seq: origin.length };
  const forked = stamp([{ type: 'thread.forked', from }], { threadId: THREAD, seq: origin.length, atMs: 2_000_000 });
  const thread = testThread(testDesk(), [...inherited, ...forked]);
  expect(thread.facts(claim)).toMatchObject([
    { type: 'call.admitted', callId: '1.0' },
    { attempt: 1, idempotencyKey: 't:1.0' },
  ]);
});
