import { describe, expect, test } from 'vitest';
import { settle } from './decide.ts';
import { fold } from './reduce.ts';
import { openAsks } from './find-entry.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';

const error = { name: 'Busy', message: 'Down.' };

describe('failed requests', () => {
  const failing = (attempts = 3): TestThread => {
    const thread = testThread(testDesk({ modelAttempts: attempts }));
    thread.send('Hi');
    return thread;
  };
  const backOff = (thread: TestThread) => {
    thread.wait(60_000);
    thread.facts({ type: 'timer.fire', timerId: thread.state().run?.timer?.timerId ?? '' });
  };

  test('[R93] that may pass are tried again after a while that grows', () => {
    const thread = failing();
    const waits = [1, 2].map(() => {
      thread.fail({ ...error, retryable: true });
      const { atMs, run } = thread.state();
      const waitMs = (run?.timer?.untilMs ?? 0) - atMs;
      backOff(thread);
      return waitMs;
    });
    expect(waits[0]).toBeGreaterThanOrEqual(500);
    expect(waits[0]).toBeLessThanOrEqual(1_000);
    expect(waits[1]).toBeGreaterThanOrEqual(1_000);
    expect(waits[1]).toBeLessThanOrEqual(2_000);
  });

  test('[R93] wait as long as the provider asked for', () => {
    const thread = failing();
    expect(thread.fail({ ...error, retryable: true, retryAfterMs: 123_456 })).toEqual([
      { type: 'model.failed', step: 1, attempt: 1, error, retryable: true, retryAfterMs: 123_456 },
      { type: 'timer.set', timerId: `retry-${thread.state().seq - 1}`, untilMs: thread.state().atMs + 123_456 },
    ]);
  });

  test('[R93] wait ten minutes at most, whatever the provider asked for', () => {
    const thread = failing();
    expect(thread.fail({ ...error, retryable: true, retryAfterMs: 1e15 })).toMatchObject([
      { type: 'model.failed', retryAfterMs: 1e15 },
      { type: 'timer.set', untilMs: thread.state().atMs + 600_000 },
    ]);
  });

  test('[R94] end the run when there were as many as it allows', () => {
    const thread = failing(2);
    thread.fail({ ...error, retryable: true });
    backOff(thread);
    expect(thread.fail({ ...error, retryable: true }).at(-1)).toEqual({ type: 'run.failed', error });
  });

  test('[R94] that will not pass end the run at once', () => {
    expect(failing().fail(error)).toEqual([
      { type: 'model.failed', step: 1, attempt: 1, error, retryable: false },
      { type: 'run.failed', error },
    ]);
  });

  test('[R93] are counted from 0 again after a reply', () => {
    const thread = failing(2);
    thread.fail({ ...error, retryable: true });
    backOff(thread);
    thread.reply({ calls: [{ tool: 'look', input: {} }] });
    thread.run('1.0', 'seen');
    expect(thread.fail({ ...error, retryable: true }).at(-1)).toMatchObject({ type: 'timer.set' });
  });
});

describe('errors in a row', () => {
  const erring = (escalateAfterErrors?: number): TestThread => {
    const thread = testThread(testDesk(escalateAfterErrors === undefined ? {} : { escalateAfterErrors }));
    thread.send('Look');
    return thread;
  };
  const callNothing = (thread: TestThread) => thread.reply({ calls: [{ tool: 'nothing', input: {} }] });
  const question = '3 errors in a row. The last: nothing: UnknownTool: There is no tool "nothing".';

  test('[R92] are put to a person at the third', () => {
    const thread = erring();
    callNothing(thread);
    callNothing(thread);
    expect(openAsks(thread.state())).toEqual([]);
    const asked = callNothing(thread).at(-1);
    expect(asked).toMatchObject({
      type: 'human.asked',
      askId: `ask-${thread.state().seq - 1}`,
      reason: 'errors',
      format: { kind: 'text' },
      urgency: 'high',
      question: expect.stringContaining(question),
    });
    expect(asked).toMatchObject({ question: expect.stringMatching(/How should I go on\?$/) });
    expect(asked).not.toHaveProperty('callId');
  });

  test('[R92] are counted from 0 after the answer', () => {
    const thread = erring();
    for (let n = 0; n < 3; n++) callNothing(thread);
    const [ask] = openAsks(thread.state());
    thread.facts({ type: 'human.answer', threadId: THREAD, askId: ask?.id ?? '', answer: 'Try look', by: ann });
    callNothing(thread);
    callNothing(thread);
    expect(openAsks(thread.state())).toEqual([]);
    callNothing(thread);
    expect(openAsks(thread.state())).toHaveLength(1);
  });

  test('[R92] are in a row only without a success in between', () => {
    const thread = erring();
    callNothing(thread);
    callNothing(thread);
    thread.reply({ calls: [{ tool: 'look', input: {} }] });
    thread.run('3.0', 'seen');
    callNothing(thread);
    callNothing(thread);
    expect(openAsks(thread.state())).toEqual([]);
  });

  test('[R92] of one reply are put to a person together, once', () => {
    const thread = erring();
    thread.reply({ calls: Array.from({ length: 5 }, () => ({ tool: 'nothing', input: {} })) });
    expect(openAsks(thread.state()).map(({ question: asked }) => asked.slice(0, 20))).toEqual(['5 errors in a row. T']);
  });

  test('[R92] wait until every call of the step is settled', () => {
    const thread = erring(1);
    thread.reply({
      calls: [
        { tool: 'nothing', input: {} },
        { tool: 'look', input: {} },
      ],
    });
    expect(openAsks(thread.state())).toEqual([]);
    thread.facts({ type: 'call.claim', callId: '1.1', runner: 'r1' });
    thread.facts({ type: 'call.fail', callId: '1.1', attempt: 1, thrown: error });
    expect(openAsks(thread.state())).toHaveLength(1);
  });

  test('[R92] are nobody’s business where the agent says so', () => {
    const thread = erring(0);
    for (let n = 0; n < 10; n++) callNothing(thread);
    expect(openAsks(thread.state())).toEqual([]);
  });
});

test('[R57] facts that are owed when a thread is opened are appended before anything else', () => {
  const thread = testThread(testDesk({ modelAttempts: 1 }));
  thread.send('Look');
  thread.reply({
    calls: [
      { tool: 'look', input: {} },
      { tool: 'nothing', input: {} },
    ],
  });
  const cut = thread.log().findIndex(({ type }) => type === 'call.admitted');
  const state = fold(thread.log().slice(0, cut));
  const at = { threadId: THREAD, nowMs: state.atMs };
  expect(settle(testDesk(), state, at)).toEqual(thread.log().slice(cut));
});

test('[R57] nothing is owed where there is no thread yet', () => {
  expect(settle(testDesk(), fold([]), { threadId: THREAD, nowMs: 0 })).toEqual([]);
});
