import { expect, test } from 'vitest';
import { decide, settle } from './decide.ts';
import type { Event } from './event.ts';
import { foldOnce } from './fold-once.ts';
import { fold } from './reduce.ts';
import { initialState } from './state.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD } from './test-support/test-thread.ts';

test('[R12] what was decided is folded where it was decided, and by nobody again', () => {
  const at = { threadId: THREAD, nowMs: 5 };
  const decision = decide(testDesk(), initialState, { type: 'message.send', text: 'Hi', by: ann }, at);
  if (!decision.ok) throw new Error('It was refused.');
  const expected = fold(decision.events);
  const folded = countFolds(decision.events);
  expect(foldOnce(decision.events, initialState)).toEqual(expected);
  expect(folded()).toBe(0);
  const copy = [...decision.events];
  expect(foldOnce(copy, initialState)).toEqual(expected);
  expect(folded()).toBe(copy.length);
});

test('[R12] events that are folded behind another state, or are others, are folded anew', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  const log = deepFreeze(thread.log());
  const before = fold(log.slice(0, -1));
  const tail = log.slice(-1);
  const after = foldOnce(tail, before);
  expect(after).toEqual(fold(log));
  const other = { ...before, inputSeq: 99 };
  expect(foldOnce(tail, other)).toEqual(fold(tail, other));
  expect(foldOnce([...tail], before)).toEqual(after);
  expect(settle(testDesk(), after, { threadId: THREAD, nowMs: 5 })).toEqual([]);
});

/** How often one of the events was folded from here on: each time, its `hash` is asked for. */
function countFolds(events: readonly Event[]): () => number {
  let folds = 0;
  for (const event of events)
    Object.defineProperty(event, 'hash', {
      get: () => {
        folds++;
        return undefined;
      },
    });
  return () => folds;
}
