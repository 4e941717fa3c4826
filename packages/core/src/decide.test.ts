import { expect, test } from 'vitest';
import { decide, settle } from './decide.ts';
import type { Intent, Report } from './intent.ts';
import { plan } from './plan.ts';
import { fold } from './reduce.ts';
import { initialState } from './state.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';
import { payTool, testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD } from './test-support/test-thread.ts';

const desk = testDesk();
const send: Intent = { type: 'message.send', text: 'Hi', by: ann };

test('[R51] what is accepted is a list of events to append; what is refused is a code and a sentence', () => {
  const at = { threadId: THREAD, nowMs: 5 };
  expect(decide(desk, initialState, send, at)).toEqual({
    ok: true,
    events: [
      {
        type: 'thread.started',
        agent: { name: 'desk', version: '1' },
        id: 't/1',
        threadId: 't',
        seq: 1,
        atMs: 5,
        v: 1,
      },
      { type: 'message.received', source: 'ui', text: 'Hi', by: ann, id: 't/2', threadId: 't', seq: 2, atMs: 5, v: 1 },
    ],
  });
  expect(decide(desk, initialState, { type: 'run.pause', by: ann }, at)).toEqual({
    ok: false,
    rejection: { code: 'not_running', message: 'There is no run to pause.' },
  });
});

test('[R51] deciding changes nothing by itself', () => {
  const thread = testThread(desk);
  thread.send('Pay');
  thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
  const state = deepFreeze(thread.state());
  const command: Intent = { type: 'run.cancel', by: ann };
  const at = { threadId: THREAD, nowMs: state.atMs };
  expect(decide(desk, state, deepFreeze(command), at)).toEqual(decide(desk, state, command, at));
});

test('[R57] what follows from a decision is part of it', () => {
  const thread = testThread(desk);
  thread.send('Do it all');
  const facts = thread.reply({
    calls: [
      { tool: 'pay', input: { amount: 1 } },
      { tool: 'look', input: {} },
      { tool: 'nothing', input: {} },
      { tool: 'ask_human', input: { question: '?' } },
    ],
  });
  expect(facts.map(({ type }) => type)).toEqual([
    'model.replied',
    'call.gated',
    'call.admitted',
    'call.rejected',
    'human.asked',
  ]);
});

test('[R57] what the log owed already comes first', () => {
  const thread = testThread(desk);
  thread.send('Pay');
  thread.reply({ calls: [{ tool: 'pay', input: { amount: 1 } }] });
  const cut = fold(thread.log().filter(({ type }) => type !== 'call.gated'));
  const decision = decide(desk, cut, send, { threadId: THREAD, nowMs: cut.atMs });
  expect(decision).toMatchObject({ ok: true, events: [{ type: 'call.gated', seq: 5 }, { seq: 6 }] });
});

test('[R58] a thread of another agent is nobody else’s to add to', () => {
  const thread = testThread(desk);
  thread.send('Pay');
  thread.reply({
    calls: [
      { tool: 'pay', input: { amount: 1 } },
      { tool: 'look', input: {} },
    ],
  });
  const state = fold(thread.log().filter(({ type }) => type !== 'call.gated'));
  const other = testDesk({ name: 'till' });
  const at = { threadId: THREAD, nowMs: state.atMs };
  expect(decide(other, state, send, at)).toEqual({
    ok: false,
    rejection: { code: 'wrong_agent', message: 'This thread belongs to agent "desk", not "till".' },
  });
  expect(settle(other, state, at)).toEqual([]);
  expect(plan(other, thread.state())).toEqual([]);
});

test('[R58] another version of the same agent goes on with the thread', () => {
  const thread = testThread(desk);
  thread.send('Hi');
  const next = testThread(testDesk({ version: '2' }), thread.log());
  next.reply({ text: 'Hello.' });
  expect(next.state().agent).toEqual({ name: 'desk', version: '1' });
});

test('[R58] a state is decided about under the name of its own thread', () => {
  const thread = testThread(desk);
  thread.send('Hi');
  expect(decide(desk, thread.state(), send, { threadId: 'other', nowMs: 0 })).toEqual({
    ok: false,
    rejection: { code: 'wrong_thread', message: 'This is the state of thread t, not of other.' },
  });
});

test('[R14] the same definition, state, request and moment give the same decision, whatever ran before', () => {
  const asked: number[] = [];
  const book = payTool({
    approval: ({ input }) => {
      asked.push(input.amount);
      return 'ask';
    },
  });
  const definition = testDesk({ tools: { book } });
  const thread = testThread(definition);
  thread.send('Book');
  thread.request();
  const reply: Report = {
    type: 'model.reply',
    step: 1,
    attempt: 1,
    content: [{ type: 'call', callId: '1.0', providerCallId: 'p', tool: 'book', input: { amount: 7 } }],
    finishReason: 'calls',
    usage: { inputTokens: 1, outputTokens: 1 },
  };
  const at = { threadId: THREAD, nowMs: thread.state().atMs };
  const first = decide(definition, thread.state(), reply, at);
  expect(decide(definition, thread.state(), reply, at)).toEqual(first);
  thread.do(reply);
  const count = asked.length;
  expect(fold(thread.log())).toEqual(thread.state());
  plan(definition, thread.state());
  settle(definition, thread.state(), at);
  expect(asked).toHaveLength(count);
});
