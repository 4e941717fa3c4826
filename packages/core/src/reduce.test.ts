import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { fold, reduce } from './reduce.ts';
import { initialState, type State } from './state.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, logOf, testThread, THREAD } from './test-support/test-thread.ts';

/** A life with a bit of everything. */
function busyLog(): readonly Event[] {
  const thread = testThread(testDesk());
  thread.send('Do it');
  thread.facts({ type: 'context.prefetch', key: 'tags', data: ['v1'] });
  thread.reply({
    text: 'Paying.',
    calls: [
      { tool: 'pay', input: { amount: 1 } },
      { tool: 'look', input: {} },
      { tool: 'ask_human', input: { question: 'Which?' } },
      { tool: 'nothing', input: {} },
    ],
  });
  const pay = thread.state().entries.find((entry) => entry.kind === 'call');
  const inputHash = pay?.kind === 'call' ? pay.inputHash : '';
  thread.facts({ type: 'call.approve', threadId: THREAD, callId: '1.0', inputHash, by: ann });
  thread.facts({ type: 'human.answer', threadId: THREAD, askId: '1.2', answer: 'The last', by: ann });
  thread.run('1.0', 'paid');
  thread.run('1.1', 'seen');
  thread.reply({ text: 'Done.' });
  return thread.log();
}

test('[R10] an event of a type that this version does not know only advances seq and atMs', () => {
  const before = fold(busyLog());
  const event = { type: 'moon.landed', id: 't/99', threadId: 't', seq: 99, atMs: 5, v: 1, by: ann };
  expect(reduce(before, event as unknown as Event)).toEqual({ ...before, seq: 99, atMs: 5 });
});

test('[R11] the same events give the same state, and are left as they are', () => {
  const log = deepFreeze(busyLog());
  const copy = structuredClone(log);
  const states = log.map((_, index) => deepFreeze(fold(log.slice(0, index))));
  expect(fold(log)).toEqual(fold(copy));
  expect(log).toEqual(copy);
  expect(states.map((state, index) => reduce(state, log[index]!).seq)).toEqual(log.map(({ seq }) => seq));
});

test('[R12] folding a prefix, then the rest, is folding all', () => {
  const log = busyLog();
  for (let cut = 0; cut <= log.length; cut++) {
    expect(fold(log.slice(cut), fold(log.slice(0, cut)))).toEqual(fold(log));
  }
});

test('[R13] an entry that is finished stays the same object', () => {
  let state: State = initialState;
  const finished = new Map<number, unknown>();
  for (const event of busyLog()) {
    state = reduce(state, event);
    for (const [index, entry] of finished) expect(state.entries[index]).toBe(entry);
    for (const [index, entry] of state.entries.entries()) {
      const isOpen = (entry.kind === 'call' && !entry.settledAtMs) || (entry.kind === 'ask' && !entry.answer);
      if (!isOpen) finished.set(index, entry);
    }
  }
  expect(finished.size).toBe(state.entries.length);
});

test('[R2] a log and its state survive JSON', () => {
  const log = busyLog();
  const read = JSON.parse(JSON.stringify(log)) as readonly Event[];
  expect(read).toStrictEqual(log);
  expect(fold(read)).toStrictEqual(fold(log));
  expect(JSON.parse(JSON.stringify(fold(log)))).toStrictEqual(fold(log));
});

test('[R14] an empty log is the initial state, and no time passes but in events', () => {
  expect(fold([])).toBe(initialState);
  const [event] = logOf({ type: 'context.prefetched', key: 'a', data: 1 });
  expect(reduce(initialState, event!).atMs).toBe(event!.atMs);
});
