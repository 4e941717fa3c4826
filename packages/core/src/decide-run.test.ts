import { describe, expect, test } from 'vitest';
import { defineFlow, type FlowState } from './flow.ts';
import type { Verdict } from './event.ts';
import { phaseOf } from './phase.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, bob, testThread, type TestThread } from './test-support/test-thread.ts';

type Place = 'nowhere' | 'thinking' | 'gated' | 'limited' | 'backingOff' | 'paused' | 'failed' | 'cancelled' | 'done';

const desk = testDesk({ limits: { steps: 1 }, modelAttempts: 2 });

/** A thread in each place where a run can be. */
const places: { readonly [P in Place]: () => TestThread } = {
  nowhere: () => testThread(desk),
  thinking: () => begun(),
  gated: () => {
    const thread = begun();
    thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
    return thread;
  },
  limited: () => {
    const thread = begun();
    thread.reply({ calls: [{ tool: 'look', input: {} }] });
    thread.run('1.0', 'seen');
    return thread;
  },
  backingOff: () => {
    const thread = begun();
    thread.fail({ retryable: true });
    return thread;
  },
  paused: () => {
    const thread = begun();
    thread.facts({ type: 'run.pause', by: ann });
    return thread;
  },
  failed: () => {
    const thread = begun();
    thread.fail('Broken');
    return thread;
  },
  cancelled: () => {
    const thread = begun();
    thread.facts({ type: 'run.cancel', by: ann });
    return thread;
  },
  done: () => {
    const thread = begun();
    thread.reply({ text: 'Hello.' });
    return thread;
  },
};

function begun(): TestThread {
  const thread = testThread(desk);
  thread.send('Go');
  return thread;
}

const everywhere = Object.keys(places) as readonly Place[];
const notRunning = { code: 'not_running', message: 'There is no run to pause.' };
const notPaused = { code: 'not_paused', message: 'The run is not paused.' };
const notFailed = { code: 'not_failed', message: 'Only a failed run can be retried.' };
const nothing = { code: 'nothing_to_cancel', message: 'There is no unfinished run.' };
const active: readonly Place[] = ['thinking', 'gated', 'limited', 'backingOff'];

test.each(everywhere)('[R32] pause, resume, retry and cancel while %s', (place) => {
  const isActive = active.includes(place);
  const isUnfinished = isActive || place === 'paused' || place === 'failed';
  const outcome = (type: 'run.pause' | 'run.resume' | 'run.retry' | 'run.cancel') => {
    const decision = places[place]().do({ type, by: bob });
    return decision.ok ? decision.events[0]?.type : decision.rejection;
  };
  expect(outcome('run.pause')).toEqual(isActive ? 'run.paused' : notRunning);
  expect(outcome('run.resume')).toEqual(place === 'paused' ? 'run.resumed' : notPaused);
  expect(outcome('run.retry')).toEqual(place === 'failed' ? 'run.resumed' : notFailed);
  expect(outcome('run.cancel')).toEqual(isUnfinished ? 'run.cancelled' : nothing);
});

test.each(active)('[R32] a pause while %s leads back there', (place) => {
  const thread = places[place]();
  const phase = phaseOf(thread.state());
  thread.facts({ type: 'run.pause', by: ann });
  expect(phaseOf(thread.state())).toBe('paused');
  thread.facts({ type: 'run.resume', by: ann });
  expect(phaseOf(thread.state())).toBe(phase);
});

test.each(everywhere)('[R15] a message while %s is heard', (place) => {
  const thread = places[place]();
  const run = thread.state().run;
  thread.send('Well?');
  const isOver = run === undefined || ['failed', 'cancelled', 'finished'].includes(run.status);
  expect(thread.state().run?.id).toBe(isOver ? thread.state().seq : run.id);
  expect(thread.state().run?.status).toBe(place === 'paused' ? 'paused' : 'active');
  expect(phaseOf(thread.state())).toBe(isOver ? 'thinking' : place === 'gated' ? 'awaitingApproval' : place);
});

test('[R32] decisions about a run are logged with who made them', () => {
  const thread = begun();
  expect(thread.facts({ type: 'run.pause', by: bob })).toEqual([{ type: 'run.paused', by: bob }]);
  expect(thread.facts({ type: 'run.resume', by: bob })).toEqual([{ type: 'run.resumed', by: bob }]);
  expect(thread.facts({ type: 'run.cancel', by: bob, reason: 'Enough' })).toEqual([
    { type: 'run.cancelled', by: bob, reason: 'Enough' },
  ]);
});

describe('a timer', () => {
  test('[R93] fires when it is due, once', () => {
    const thread = begun();
    thread.fail({ retryable: true, retryAfterMs: 500 });
    const timerId = thread.state().run?.timer?.timerId ?? '';
    const notDue = { code: 'not_due', message: `Timer "${timerId}" is not due.` };
    thread.wait(499);
    expect(thread.refusal({ type: 'timer.fire', timerId })).toEqual(notDue);
    thread.wait(1);
    expect(thread.refusal({ type: 'timer.fire', timerId: 'other' }).code).toBe('not_due');
    expect(thread.facts({ type: 'timer.fire', timerId })).toEqual([{ type: 'timer.fired', timerId }]);
    expect(thread.refusal({ type: 'timer.fire', timerId })).toEqual(notDue);
  });

  test('[R93] waits while the run is paused, and is gone with it', () => {
    const thread = begun();
    thread.fail({ retryable: true, retryAfterMs: 500 });
    const timerId = thread.state().run?.timer?.timerId ?? '';
    thread.wait(500);
    thread.facts({ type: 'run.pause', by: ann });
    expect(thread.refusal({ type: 'timer.fire', timerId }).code).toBe('not_due');
    thread.facts({ type: 'run.resume', by: ann });
    thread.facts({ type: 'timer.fire', timerId });
    const cancelled = begun();
    cancelled.fail({ retryable: true });
    cancelled.facts({ type: 'run.cancel', by: ann });
    expect(cancelled.state().run).not.toHaveProperty('timer');
  });
});

describe('a flow', () => {
  const check: FlowState = { run: () => ({ then: 'continue' }) };
  const flow = defineFlow({ states: { check }, route: [{ when: (state) => state.step === 1, to: 'check' }] });
  const visit = { type: 'flow.visit', state: 'check', step: 1 } as const;

  function checking(): TestThread {
    const thread = testThread(testDesk({ flow }));
    thread.send('Look');
    thread.reply({ calls: [{ tool: 'look', input: {} }] });
    thread.run('1.0', 'seen');
    return thread;
  }

  test.each<[Verdict, readonly object[], string]>([
    [{ then: 'continue' }, [], 'thinking'],
    [{ then: 'finish', note: 'Enough' }, [{ type: 'run.finished', reason: 'flow', note: 'Enough' }], 'done'],
    [{ then: 'finish' }, [{ type: 'run.finished', reason: 'flow' }], 'done'],
    [{ then: 'fail', note: 'Odd' }, [{ type: 'run.failed', error: { name: 'FlowFailed', message: 'Odd' } }], 'failed'],
  ])('[R95] goes on as its verdict says: %j', (verdict, follows, phase) => {
    const thread = checking();
    expect(thread.facts({ ...visit, verdict })).toEqual([
      { type: 'flow.visited', state: 'check', step: 1, verdict },
      ...follows,
    ]);
    expect(phaseOf(thread.state(), flow)).toBe(phase);
  });

  test('[R95] can ask a person, whose answer the model sees', () => {
    const thread = checking();
    const askId = `ask-${thread.state().seq + 1}`;
    expect(thread.facts({ ...visit, verdict: { then: 'ask', question: 'Go on?' } }).at(-1)).toEqual({
      type: 'human.asked',
      askId,
      question: 'Go on?',
      reason: 'flow',
      format: { kind: 'text' },
      urgency: 'high',
    });
    expect(phaseOf(thread.state(), flow)).toBe('awaitingHuman');
    thread.facts({ type: 'human.answer', threadId: 't', askId, answer: 'Yes', by: ann });
    expect(phaseOf(thread.state(), flow)).toBe('thinking');
  });

  test.each<[unknown, Verdict]>([
    [undefined, { then: 'fail', note: `The state "check" gave no verdict: return { then: 'continue' }, for example.` }],
    [
      'continue',
      { then: 'fail', note: `The state "check" gave no verdict: return { then: 'continue' }, for example.` },
    ],
    [
      { then: 'ask' },
      { then: 'fail', note: `The state "check" gave no verdict: return { then: 'continue' }, for example.` },
    ],
    [{ then: 'fail' }, { then: 'fail', note: 'The state "check" gave up.' }],
    [{ then: 'continue', note: 5, more: () => 1 }, { then: 'continue' }],
  ])('[R95] a verdict of %j is logged as %j', (verdict, logged) => {
    const [visited] = checking().facts({ ...visit, verdict: verdict as Verdict });
    expect(visited).toStrictEqual({ type: 'flow.visited', state: 'check', step: 1, verdict: logged });
  });

  test.each([
    ['another state', { state: 'other' }],
    ['a state from the prototype', { state: 'constructor' }],
    ['another step', { step: 0 }],
  ])('[R55] a verdict for %s is dropped', (_, other) => {
    const { state, step } = { ...visit, ...other };
    expect(checking().refusal({ ...visit, ...other, verdict: { then: 'finish' } })).toEqual({
      code: 'superseded',
      message: `"${state}" is not due at step ${step}.`,
    });
  });

  test('[R96] visits each state once a step', () => {
    const thread = checking();
    thread.facts({ ...visit, verdict: { then: 'continue' } });
    expect(thread.refusal({ ...visit, verdict: { then: 'finish' } }).code).toBe('superseded');
  });

  test('[R95] a state that failed is visited again by a retry', () => {
    const thread = checking();
    thread.facts({ ...visit, verdict: { then: 'fail', note: 'The ledger is down.' } });
    thread.facts({ type: 'run.retry', by: ann });
    expect(phaseOf(thread.state(), flow)).toBe('flow:check');
  });
});
