import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { toFolding, toState } from './folding.ts';
import { fold, reduce } from './reduce.ts';
import { initialState, type State } from './state.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';
import { ann, logOf, testThread } from './test-support/test-thread.ts';
import { testDesk } from './test-support/test-desk.ts';

const log = logOf(
  { type: 'thread.started', agent: { name: 'desk', version: '1' } },
  { type: 'message.received', source: 'ui', text: 'Hi', by: ann },
  { type: 'context.prefetched', key: 'tags', data: ['v1'] },
);

test('[R2] a state is JSON: spread, cloned and written it says the same', () => {
  const state = fold(log);
  const read = JSON.parse(JSON.stringify(state)) as State;
  expect(Object.keys(state).toSorted()).toEqual(Object.keys(read).toSorted());
  for (const copy of [read, { ...state }, structuredClone(state), Object.assign({}, state)])
    expect(isDeepStrictEqual(copy, state)).toBe(true);
});

test('[R2] [R12] what was read, spread or frozen folds on as what was folded here does', () => {
  const [next] = logOf({ type: 'context.prefetched', key: 'more', data: 1 });
  const state = fold(log);
  const expected = fold([...log, next!]);
  const copies = [state, JSON.parse(JSON.stringify(state)) as State, { ...state }, deepFreeze({ ...state })];
  for (const copy of copies) expect(isDeepStrictEqual(reduce(copy, next!), expected)).toBe(true);
});

test('[R11] a change to a copy of a state is a change: nothing of what was folded stands behind it', () => {
  const state: State = { ...fold(log), step: 7, entries: [] };
  expect(reduce(state, log[2]!)).toMatchObject({ step: 7, entries: [{ kind: 'prefetch' }] });
  expect(toState(toFolding({ ...initialState, inputSeq: 3 }))).toEqual({ ...initialState, inputSeq: 3 });
});

test('[R13] the entries of a state are one array, and the same one while nothing changes in them', () => {
  const state = fold(log);
  const later = fold(logOf(...log, { type: 'timer.fired', timerId: 'none' }).slice(-1), state);
  expect(later.entries).toBe(state.entries);
});

test('[R13] two threads that go on from one state do not see each other', () => {
  const thread = testThread(testDesk());
  thread.send('Hi');
  const before = thread.state();
  const said = JSON.stringify(before);
  const ends = ['one', 'two'].map((key) => fold(logOf({ type: 'context.prefetched', key, data: 1 }), before));
  expect(ends.map(({ entries }) => entries.slice(before.entries.length))).toEqual([
    [expect.objectContaining({ key: 'one' })],
    [expect.objectContaining({ key: 'two' })],
  ]);
  expect(JSON.stringify(before)).toBe(said);
});
