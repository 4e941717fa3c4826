import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { decideThen } from './decide-then.ts';
import { foldOnce } from './fold-once.ts';
import type { Report } from './intent.ts';
import { fold } from './reduce.ts';
import { initialState, type State } from './state.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread } from './test-support/test-thread.ts';

const desk = testDesk();
const claim: Report = { type: 'call.claim', callId: '1.0', runner: 'me' };

/** A thread whose model was asked, and its reply that calls a tool. */
function thinking(tool: string): { readonly state: State; readonly reply: Report; readonly at: At } {
  const thread = testThread(desk);
  thread.send('Hi');
  thread.request('me');
  const state = thread.state();
  const call = { type: 'call', callId: '1.0', providerCallId: 'p', tool, input: { amount: 1 } } as const;
  const usage = { inputTokens: 1, outputTokens: 1 };
  const reply: Report = { type: 'model.reply', step: 1, attempt: 1, content: [call], finishReason: 'calls', usage };
  return { state, reply, at: { threadId: state.threadId, nowMs: state.atMs } };
}

type At = Parameters<typeof decide>[3];

test('[R165] two decisions are one append, the same as if each had been appended by itself', () => {
  const { state, reply, at } = thinking('look');
  const both = decideThen(desk, state, { request: reply, next: () => claim, at });
  const first = decide(desk, state, reply, at);
  if (!both.ok || !first.ok) throw new Error('It was refused.');
  const second = decide(desk, fold(first.events, state), claim, at);
  if (!second.ok) throw new Error('The claim was refused.');
  expect(both.events).toEqual([...first.events, ...second.events]);
  expect(both.events.map(({ type }) => type)).toEqual(['model.replied', 'call.admitted', 'call.claimed']);
  expect(foldOnce(both.events, state)).toEqual(fold(both.events, state));
});

test('[R165] the second is asked for in the state that the first leaves', () => {
  const { state, reply, at } = thinking('look');
  const seen: State[] = [];
  const next = (after: State): undefined => void seen.push(after);
  const first = decideThen(desk, state, { request: reply, next, at });
  expect(first).toEqual(decide(desk, state, reply, at));
  expect(seen).toEqual([fold(first.ok ? first.events : [], state)]);
});

test('[R165] [M4] a second that is refused leaves the first alone: what waits for a person is not claimed', () => {
  const { state, reply, at } = thinking('pay');
  expect(decideThen(desk, state, { request: reply, next: () => claim, at })).toEqual(decide(desk, state, reply, at));
});

test('[R165] a first that is refused is refused, and nothing else is asked', () => {
  const at = { threadId: 't', nowMs: 1 };
  const pause = { type: 'run.pause', by: ann } as const;
  const next = (): never => {
    throw new Error('Nobody should ask.');
  };
  expect(decideThen(desk, initialState, { request: pause, next, at })).toEqual(decide(desk, initialState, pause, at));
});
