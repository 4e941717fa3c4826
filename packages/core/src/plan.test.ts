import { expect, test } from 'vitest';
import { plan } from './plan.ts';
import { fold } from './reduce.ts';
import { findCall } from './find-entry.ts';
import { initialState } from './state.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, START_MS, testThread, THREAD } from './test-support/test-thread.ts';

const desk = testDesk({ tools: { book: payTool({ approval: () => ({ ask: { expiresInMs: 5_000 } }) }) } });

function calling(...tools: readonly string[]) {
  const thread = testThread(desk);
  thread.send('Go');
  thread.reply({ calls: tools.map((tool) => ({ tool, input: { amount: 1, question: '?' } })) });
  return thread;
}

test('[R50] nothing is due before the first message and after the end', () => {
  expect(plan(desk, initialState)).toEqual([]);
  const thread = testThread(desk);
  thread.send('Hi');
  thread.reply({ text: 'Hello.' });
  expect(plan(desk, thread.state())).toEqual([]);
});

test('[R50] the model is due, then its reply', () => {
  const thread = testThread(desk);
  thread.send('Hi');
  expect(plan(desk, thread.state())).toEqual([{ type: 'model', key: 'model-1-1', step: 1, attempt: 1 }]);
  thread.request();
  expect(plan(desk, thread.state())).toEqual([
    { type: 'model', key: 'model-1-1', step: 1, attempt: 1, lease: thread.state().request },
  ]);
});

test('[R50] a request that was dropped is due as the next attempt', () => {
  const thread = testThread(desk);
  thread.send('Hi');
  thread.request();
  thread.facts({ type: 'run.pause', by: ann });
  thread.facts({ type: 'run.resume', by: ann });
  expect(plan(desk, thread.state())).toEqual([{ type: 'model', key: 'model-1-2', step: 1, attempt: 2 }]);
});

test('[R50] every call that may run is due to be claimed, while gated ones wait for their time to end', () => {
  const thread = calling('look', 'pay', 'book', 'look', 'ask_human');
  expect(plan(desk, thread.state())).toEqual([
    { type: 'claim', key: 'claim-1.0-1', callId: '1.0', attempt: 1 },
    { type: 'expire', key: 'expire-1.2', callId: '1.2', untilMs: thread.state().atMs + 5_000 },
    { type: 'claim', key: 'claim-1.3-1', callId: '1.3', attempt: 1 },
  ]);
});

test('[R50] a claimed call is due to run, and to be recovered when its lease ends', () => {
  const thread = calling('count');
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  expect(plan(desk, thread.state())).toEqual([
    { type: 'run', key: 'run-1.0-1', callId: '1.0', attempt: 1, runner: 'r1', untilMs: START_MS + 65_000 },
  ]);
  thread.facts({ type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2', takeOver: true });
  expect(plan(desk, thread.state())).toMatchObject([{ key: 'run-1.0-2', attempt: 2, runner: 'r2' }]);
});

test('[R50] a call in doubt waits for a person, and is then due as the next attempt', () => {
  const thread = calling('look');
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  thread.facts({ type: 'call.recover', callId: '1.0', attempt: 1, runner: 'r2', takeOver: true });
  expect(plan(desk, thread.state())).toEqual([]);
  const resolve = { type: 'call.resolve', threadId: THREAD, callId: '1.0', attempt: 1, by: ann } as const;
  thread.facts({ ...resolve, resolution: { kind: 'retry' } });
  expect(plan(desk, thread.state())).toEqual([{ type: 'claim', key: 'claim-1.0-2', callId: '1.0', attempt: 2 }]);
});

test('[R50] a timer is due to be waited for', () => {
  const thread = testThread(desk);
  thread.send('Hi');
  thread.fail({ retryable: true, retryAfterMs: 500 });
  const timerId = `retry-${thread.state().seq - 1}`;
  expect(plan(desk, thread.state())).toEqual([
    { type: 'wait', key: timerId, timerId, untilMs: thread.state().atMs + 500 },
  ]);
});

test('[R50] facts that are owed are due before all else', () => {
  const thread = calling('look', 'pay');
  const cut = fold(thread.log().slice(0, -1));
  const { inputHash, parsedHash } = findCall(thread.state(), '1.1') ?? {};
  expect(plan(desk, cut)).toEqual([
    {
      type: 'record',
      key: `record-${cut.seq}`,
      facts: [{ type: 'call.gated', callId: '1.1', inputHash, parsedHash, quorum: 1 }],
    },
  ]);
});

test('[R29] [R50] after a cancellation only what was claimed is due', () => {
  const thread = calling('look', 'look', 'book');
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  thread.facts({ type: 'run.cancel', by: ann });
  expect(plan(desk, thread.state()).map(({ key }) => key)).toEqual(['run-1.0-1']);
});

test('[R50] the same prefix gives the same effects, live or after a reload', () => {
  const thread = calling('look', 'book');
  expect(plan(desk, fold(JSON.parse(JSON.stringify(thread.log()))))).toEqual(plan(desk, thread.state()));
});
