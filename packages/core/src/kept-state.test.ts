import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { keptState } from './folding.ts';
import { fold, reduce } from './reduce.ts';
import { initialState } from './state.ts';
import { ann, asked, call, log, ran, replied, said } from './test-support/context-log.ts';

/** 2,000 events and a few more, with calls that settle long after they were made. */
const events = log(
  said('Look.', { by: ann }),
  asked(1),
  replied(1, [call('1.0', 'look', {})]),
  Array.from({ length: 1_995 }, (_, index) => said(`Message ${index}`)),
  ran('1.0', 'seen'),
);

test('[R12] every 512th state is kept on the way to a later one, and is what the log amounted to then', () => {
  const state = fold(events);
  for (const seq of [2_002, 2_001, 1_537, 1_536, 1_535, 512]) {
    const kept = keptState(state, seq);
    expect(kept?.seq).toBe(seq >= state.seq ? state.seq : seq - (seq % 512));
    expect(isDeepStrictEqual(kept, fold(events.slice(0, kept?.seq)))).toBe(true);
  }
  expect(keptState(state, 511)).toBeUndefined();
  const stepwise = events.reduce(reduce, initialState);
  expect(keptState(stepwise, 1_600)?.seq).toBe(1_536);
});

test('[R12] of what lies before a state from JSON nothing is kept, and folded on it keeps what comes', () => {
  const read = JSON.parse(JSON.stringify(fold(events.slice(0, 600)))) as typeof initialState;
  expect(keptState(read, 599)).toBeUndefined();
  const later = fold(events.slice(600), read);
  expect(keptState(later, 1_023)?.seq).toBeUndefined();
  expect(keptState(later, 1_100)?.seq).toBe(1_024);
});

test('[R11] [R12] a state that was kept, or handed out, is left alone by what is folded on from it', () => {
  for (const shift of [0, 1, 2, 3, 4, 5]) {
    const turns = log(
      Array.from({ length: shift }, () => said('Wait.')),
      Array.from({ length: 100 }, (_, turn) => [
        [said('Look.'), asked(turn + 1), replied(turn + 1, [call(`${turn + 1}.0`, 'look', {})])],
        ran(`${turn + 1}.0`, 'seen'),
      ]).flat(2),
    );
    const stepwise = (length: number): string => JSON.stringify(turns.slice(0, length).reduce(reduce, initialState));
    expect(JSON.stringify(keptState(fold(turns), 600))).toBe(stepwise(512));
    for (let length = 506; length < 518; length++) {
      const state = fold(turns.slice(0, length));
      const later = [fold(turns.slice(length), state), fold(turns.slice(length), state)];
      expect(JSON.stringify(state)).toBe(stepwise(length));
      expect(later.map((one) => JSON.stringify(one))).toEqual([stepwise(turns.length), stepwise(turns.length)]);
    }
  }
});
