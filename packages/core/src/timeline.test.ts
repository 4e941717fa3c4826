import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { fold } from './reduce.ts';
import { initialState } from './state.ts';
import { ann, logOf } from './test-support/test-thread.ts';
import { walk } from './test-support/context-walk.ts';
import { createTimeline } from './timeline.ts';

const log = logOf(
  { type: 'thread.started', agent: { name: 'desk', version: '1' } },
  ...Array.from({ length: 600 }, (_, index) => ({
    type: 'message.received' as const,
    source: 'ui' as const,
    text: `Message ${index}`,
    by: ann,
  })),
);

test('[R12] [R148] a timeline has the state after each event, in whatever order they are looked at', () => {
  const looks = fc.array(fc.nat(60), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(fc.nat(9_999), { maxLength: 25 }), looks, (choices, seqs) => {
      const events = walk(choices);
      const timeline = createTimeline(events);
      for (const seq of seqs) expect(isDeepStrictEqual(timeline.stateAt(seq), fold(events.slice(0, seq)))).toBe(true);
    }),
    { numRuns: 200 },
  );
  const long = createTimeline(log);
  for (const seq of [601, 0, 128, 129, 127, 400, 256, 1]) {
    expect(isDeepStrictEqual(long.stateAt(seq), fold(log.slice(0, seq)))).toBe(true);
  }
});

test('[R148] the same place is the same state, and its neighbours share what they can', () => {
  const timeline = createTimeline(log);
  const there = timeline.stateAt(300);
  const next = timeline.stateAt(301);
  expect(timeline.stateAt(300)).toBe(there);
  expect(next.entries.slice(0, -1).every((entry, index) => entry === there.entries[index])).toBe(true);
  const before = timeline.stateAt(299);
  expect(timeline.stateAt(299)).toBe(before);
});

test('[R148] outside of the log a timeline shows its ends', () => {
  const timeline = createTimeline(log.slice(0, 3));
  expect(timeline.stateAt(-1)).toBe(initialState);
  expect(timeline.stateAt(NaN)).toBe(initialState);
  expect(timeline.stateAt(1.9)).toBe(timeline.stateAt(1));
  expect(timeline.stateAt(Infinity)).toBe(timeline.stateAt(3));
  expect(createTimeline([]).stateAt(1)).toBe(initialState);
});

test('[R148] a log that grew keeps the states that were there', () => {
  const before = createTimeline(log.slice(0, 200));
  const state = before.stateAt(200);
  const after = before.extend(log.slice(200));
  expect(after.events).toEqual(log);
  expect(after.stateAt(200)).toBe(state);
  expect(after.stateAt(601)).toEqual(fold(log));
  expect(before.stateAt(601)).toBe(state);
  const other = before.extend(log.slice(0, 1));
  expect(other.stateAt(201).seq).toBe(1);
  expect(after.stateAt(201).seq).toBe(201);
});

test('[R148] the first look folds what lies before it once, and a step from there fewer than 128 events', () => {
  let folded = 0;
  const counted = new Proxy(log, {
    get: (events, key) => {
      if (key !== 'slice') return Reflect.get(events, key) as unknown;
      return (from: number, to: number) => {
        folded += to - from;
        return events.slice(from, to);
      };
    },
  });
  const timeline = createTimeline(counted);
  const look = (seq: number): number => {
    folded = 0;
    expect(timeline.stateAt(seq).seq).toBe(seq);
    return folded;
  };
  expect(look(600)).toBe(600);
  const steps = Array.from({ length: 599 }, (_, index) => look(599 - index));
  expect(Math.max(...steps)).toBe(127);
  expect(look(1)).toBe(0);
  expect(look(512)).toBe(0);
});
