import { expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import { defineFlow } from './flow.ts';
import { phaseOf } from './phase.ts';
import { plan } from './plan.ts';
import { findCall } from './find-entry.ts';
import { initialState } from './state.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD, type TestThread } from './test-support/test-thread.ts';

const desk = testDesk({ limits: { steps: 2 }, modelAttempts: 2 });
const begun = (definition: AgentDefinition = desk): TestThread => {
  const thread = testThread(definition);
  thread.send('Go');
  return thread;
};
const calling = (...tools: readonly string[]): TestThread => {
  const thread = begun();
  const inputs: Readonly<Record<string, object>> = { ask_human: { question: 'Which?' }, pay: { amount: 1 } };
  thread.reply({ calls: tools.map((tool) => ({ tool, input: (inputs[tool] ?? {}) as never })) });
  return thread;
};
const phase = (thread: TestThread) => phaseOf(thread.state(), desk.flow);
const claim = (thread: TestThread, callId: string) => thread.facts({ type: 'call.claim', callId, runner: 'r1' });
const lose = (thread: TestThread, callId: string) => {
  thread.facts({ type: 'call.recover', callId, attempt: 1, runner: 'r2', takeOver: true });
};

test('[R30] idle before the first message', () => {
  expect(phaseOf(initialState)).toBe('idle');
});

test('[R30] thinking while the model is due or at work', () => {
  const thread = begun();
  expect(phase(thread)).toBe('thinking');
  thread.request();
  expect(phase(thread)).toBe('thinking');
});

test('[R30] backingOff after a failure that may pass, and failed after the last one', () => {
  const thread = begun();
  thread.fail({ retryable: true, retryAfterMs: 100 });
  expect(phase(thread)).toBe('backingOff');
  thread.wait(100);
  thread.facts({ type: 'timer.fire', timerId: thread.state().run?.timer?.timerId ?? '' });
  expect(phase(thread)).toBe('thinking');
  thread.fail({ retryable: true });
  expect(phase(thread)).toBe('failed');
});

test('[R30] running, awaitingApproval, awaitingHuman and inDoubt are what the calls are', () => {
  expect(phase(calling('look'))).toBe('running');
  expect(phase(calling('pay'))).toBe('awaitingApproval');
  expect(phase(calling('ask_human'))).toBe('awaitingHuman');
  const thread = calling('look');
  claim(thread, '1.0');
  expect(phase(thread)).toBe('running');
  lose(thread, '1.0');
  expect(phase(thread)).toBe('inDoubt');
});

test('[R31] running wins over doubt, doubt over approvals, approvals over questions', () => {
  const thread = calling('ask_human', 'pay', 'look', 'look');
  claim(thread, '1.2');
  lose(thread, '1.2');
  expect(phase(thread)).toBe('running');
  thread.run('1.3', 'seen');
  expect(phase(thread)).toBe('inDoubt');
  const resolve = { type: 'call.resolve', threadId: THREAD, callId: '1.2', attempt: 1, by: ann } as const;
  thread.facts({ ...resolve, resolution: { kind: 'give_up' } });
  expect(phase(thread)).toBe('awaitingApproval');
  const inputHash = findCall(thread.state(), '1.1')?.inputHash ?? '';
  thread.facts({ type: 'call.deny', threadId: THREAD, callId: '1.1', inputHash, by: ann });
  expect(phase(thread)).toBe('awaitingHuman');
  thread.facts({ type: 'human.answer', threadId: THREAD, askId: '1.0', answer: 'The last', by: ann });
  expect(phase(thread)).toBe('thinking');
});

test('[R31] paused wins over everything', () => {
  for (const thread of [begun(), calling('look'), calling('pay'), calling('ask_human')]) {
    thread.facts({ type: 'run.pause', by: ann });
    expect(phase(thread)).toBe('paused');
  }
});

test('[R30] limited when a limit is reached', () => {
  const thread = calling('look');
  thread.run('1.0', 'seen');
  thread.reply({ calls: [{ tool: 'look', input: {} }] });
  thread.run('2.0', 'seen');
  expect(phase(thread)).toBe('limited');
  thread.facts({ type: 'limit.raise', limit: 'steps', max: 3, by: ann });
  expect(phase(thread)).toBe('thinking');
});

test('[R30] done, failed and cancelled are ends', () => {
  const done = begun();
  done.reply({ text: 'Hello.' });
  expect(phase(done)).toBe('done');
  const failed = begun();
  failed.fail(new Error('Broken.'));
  expect(phase(failed)).toBe('failed');
  const cancelled = begun();
  cancelled.facts({ type: 'run.cancel', by: ann });
  expect(phase(cancelled)).toBe('cancelled');
});

test('[R30] the state of a flow, where one is due', () => {
  const flow = defineFlow({
    states: { check: { run: () => ({ then: 'continue' }) } },
    route: [{ when: (state) => state.step === 1, to: 'check' }],
  });
  const definition = testDesk({ flow });
  const thread = begun(definition);
  thread.reply({ calls: [{ tool: 'look', input: {} }] });
  thread.run('1.0', 'seen');
  expect(phaseOf(thread.state(), flow)).toBe('flow:check');
  expect(phaseOf(thread.state())).toBe('thinking');
});

test('[R36] in every phase but an end there is work to do or somebody to wait for', () => {
  const work = (thread: TestThread) => plan(desk, thread.state()).map(({ type }) => type);
  expect(work(begun())).toEqual(['model']);
  expect(work(calling('look'))).toEqual(['claim']);
  expect(work(calling('pay'))).toEqual([]);
  const backingOff = begun();
  backingOff.fail({ retryable: true });
  expect(work(backingOff)).toEqual(['wait']);
});
