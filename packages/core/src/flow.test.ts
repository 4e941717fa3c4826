import { expect, test } from 'vitest';
import { defineFlow, flowTarget, toolsRan, type FlowState } from './flow.ts';
import { phaseOf } from './phase.ts';
import { plan } from './plan.ts';
import { initialState, type State } from './state.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread } from './test-support/test-thread.ts';

const state: FlowState = { run: () => ({ then: 'continue' }) };
const started: State = { ...initialState, step: 3 };

test('[R96] the first route that holds wins', () => {
  const states = { a: state, b: state, c: state };
  const no = () => false;
  const yes = () => true;
  const flow = defineFlow({
    states,
    route: [
      { when: no, to: 'a' },
      { when: yes, to: 'b' },
      { when: yes, to: 'c' },
    ],
  });
  expect(flowTarget(flow, started)).toBe('b');
  expect(flowTarget({ states, route: [] }, started)).toBeUndefined();
  expect(flowTarget(defineFlow({ states, route: [{ when: no, to: 'a' }] }), started)).toBeUndefined();
});

test('[R96] a route that was taken in this step is passed over until the next', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  const flow = defineFlow({ states: { a: state }, route: [{ when: () => true, to: 'a' }] });
  const run = thread.state().run!;
  expect(flowTarget(flow, { ...started, run: { ...run, visited: { a: 3 } } })).toBeUndefined();
  expect(flowTarget(flow, { ...started, run: { ...run, visited: { a: 2 } } })).toBe('a');
});

test('[R96] a flow is looked at before the model is asked, and never while it is', () => {
  const flow = defineFlow({
    states: { greet: state },
    route: [{ when: ({ entries }) => entries.filter(({ kind }) => kind === 'message').length === 2, to: 'greet' }],
  });
  const definition = testDesk({ flow });
  const thread = testThread(definition);
  thread.send('One');
  expect(phaseOf(thread.state(), flow)).toBe('thinking');
  thread.request();
  thread.send('Two');
  expect(phaseOf(thread.state(), flow)).toBe('thinking');
  thread.reply({ text: 'Hello.' });
  expect(phaseOf(thread.state(), flow)).toBe('flow:greet');
  expect(plan(definition, thread.state())).toEqual([{ type: 'flow', key: 'flow:greet-1', state: 'greet', step: 1 }]);
});

test('[R96] a flow has no say in a reply that ends the run', () => {
  const flow = defineFlow({ states: { a: state }, route: [{ when: ({ step }) => step > 0, to: 'a' }] });
  const thread = testThread(testDesk({ flow }));
  thread.send('Hi');
  thread.reply({ text: 'Hello.' });
  expect(phaseOf(thread.state(), flow)).toBe('done');
});

test('[R96] tools ran from a reply with calls to the next request, and not in an earlier run', () => {
  const flow = defineFlow({ states: { check: state }, route: [{ when: toolsRan, to: 'check' }] });
  const thread = testThread(testDesk({ flow }));
  thread.send('Hi');
  expect(toolsRan(thread.state())).toBe(false);
  thread.reply({ calls: [{ tool: 'look', input: {} }] });
  expect(toolsRan(thread.state())).toBe(true);
  thread.run('1.0', 'seen');
  expect(phaseOf(thread.state(), flow)).toBe('flow:check');
  thread.facts({ type: 'flow.visit', state: 'check', step: 1, verdict: { then: 'finish' } });
  thread.send('Once more');
  expect([toolsRan(thread.state()), phaseOf(thread.state(), flow)]).toEqual([false, 'thinking']);
  thread.reply({ text: 'Hello.' });
  expect(toolsRan(thread.state())).toBe(false);
});

test('[R95] a state that failed after tools ran is visited again when the run is retried', () => {
  const flow = defineFlow({ states: { check: state }, route: [{ when: toolsRan, to: 'check' }] });
  const thread = testThread(testDesk({ flow }));
  thread.send('Hi');
  thread.reply({ calls: [{ tool: 'look', input: {} }] });
  thread.run('1.0', 'seen');
  thread.facts({ type: 'flow.visit', state: 'check', step: 1, verdict: { then: 'fail', note: 'Off.' } });
  thread.facts({ type: 'run.retry', by: ann });
  expect(phaseOf(thread.state(), flow)).toBe('flow:check');
  thread.facts({ type: 'flow.visit', state: 'check', step: 1, verdict: { then: 'continue' } });
  expect(phaseOf(thread.state(), flow)).toBe('thinking');
});

test('[R96] a route that throws is not passed over: it fails the run, with what it threw', () => {
  const when = ({ step }: State): boolean => {
    if (step > 0) throw new Error('no ledger, api_key=4f9a11bc');
    return false;
  };
  const flow = defineFlow({ states: { check: state }, route: [{ when, to: 'check' }] });
  const thread = testThread(testDesk({ flow }));
  thread.send('Hi');
  thread.reply({ calls: [{ tool: 'look', input: {} }] });
  thread.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  const note = 'The route to "check" failed: no ledger, api_key=[redacted]';
  const failed = [
    { type: 'flow.visited', state: 'check', step: 1, verdict: { then: 'fail', note } },
    { type: 'run.failed', error: { name: 'FlowFailed', message: note } },
  ];
  const facts = thread.facts({ type: 'call.succeed', callId: '1.0', attempt: 1, output: 1 });
  expect(facts.slice(1)).toEqual(failed);
  expect(thread.facts({ type: 'run.retry', by: ann }).slice(1)).toEqual(failed);
  expect(phaseOf(thread.state(), flow)).toBe('failed');
});

test('[R96] a phase is one, whatever a route throws', () => {
  const when = (): never => {
    throw Object.create(null);
  };
  const flow = defineFlow({ states: { check: state }, route: [{ when, to: 'check' }] });
  const thread = testThread(testDesk());
  thread.send('Hi');
  expect(phaseOf(thread.state(), flow)).toBe('flow:check');
  expect(plan(testDesk({ flow }), thread.state())).toMatchObject([
    { type: 'record', facts: [{ type: 'flow.visited', verdict: { then: 'fail' } }] },
  ]);
});

test('[R96] a route that promises fails the run, whatever becomes of its promise', async () => {
  const when = (() => Promise.reject(new Error('Late.'))) as never;
  const flow = defineFlow({ states: { check: state }, route: [{ when, to: 'check' }] });
  const thread = testThread(testDesk({ flow }));
  thread.send('Hi');
  expect(thread.state().run).toMatchObject({
    status: 'failed',
    failure: {
      name: 'FlowFailed',
      message: 'The route to "check" failed: Its `when` answered with a promise; it must say true or false.',
    },
  });
  // A rejection that nobody handles would fail the run here.
  await new Promise((resolve) => setTimeout(resolve));
});
