import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toTicks, toTimeScale, type Span } from './time-scale.ts';

const HOUR = 3_600_000;
const span = (fromMs: number, toMs: number): Span => ({ fromMs, toMs });

describe('a scale', () => {
  test('is to scale where something works all the time', () => {
    const scale = toTimeScale([span(0, 600), span(500, 1_000)], span(0, 1_000));
    expect(scale.stretches).toEqual([{ fromMs: 0, toMs: 1_000, from: 0, to: 1, isBreak: false }]);
    expect([0, 250, 1_000].map(scale.at)).toEqual([0, 0.25, 1]);
  });

  test('breaks hours in which nothing worked, and leaves most of the width to work', () => {
    const scale = toTimeScale([span(0, 4_000), span(3 * HOUR, 3 * HOUR + 4_000)], span(0, 3 * HOUR + 4_000));
    expect(scale.stretches.map(({ fromMs, toMs, isBreak }) => [fromMs, toMs, isBreak])).toEqual([
      [0, 4_000, false],
      [4_000, 3 * HOUR, true],
      [3 * HOUR, 3 * HOUR + 4_000, false],
    ]);
    const [first, gap, last] = scale.stretches;
    expect(first!.to - first!.from).toBeCloseTo(0.4);
    expect(gap!.to - gap!.from).toBeCloseTo(0.2);
    expect(last!.to).toBe(1);
    expect(scale.at(2 * HOUR)).toBeGreaterThan(first!.to);
  });

  test('breaks what lies before the first and behind the last work too', () => {
    const scale = toTimeScale([span(HOUR, HOUR + 100)], span(0, 3 * HOUR));
    expect(scale.stretches.map(({ isBreak }) => isBreak)).toEqual([false, true, false, true, false]);
  });

  test('breaks a thread of years as it breaks a run', () => {
    const work = Array.from({ length: 1_000 }, (_, index) => span(index * 24 * HOUR, index * 24 * HOUR + 5_000));
    const { stretches } = toTimeScale(work, span(0, 999 * 24 * HOUR + 5_000));
    expect(stretches.filter(({ isBreak }) => isBreak)).toHaveLength(999);
    const kept = stretches.reduce((sum, { from, to, isBreak }) => sum + (isBreak ? 0 : to - from), 0);
    expect(kept).toBeGreaterThan(0.6);
  });

  test('of nothing is a point', () => {
    expect([0, 5, 9].map(toTimeScale([], span(5, 5)).at)).toEqual([0, 0, 0]);
  });

  test('keeps the order of time, from 0 to 1, whatever clocks said', () => {
    const spans = fc.array(fc.tuple(fc.nat(100_000_000), fc.integer({ min: -50, max: 50_000 })), { maxLength: 12 });
    fc.assert(
      fc.property(spans, fc.nat(100_000_000), (made, endMs) => {
        const work = made.map(([fromMs, ms]) => span(fromMs, fromMs + ms));
        const whole = span(0, endMs + 1);
        const { stretches, at } = toTimeScale(work, whole);
        expect(stretches[0]).toMatchObject({ from: 0, fromMs: 0 });
        expect(stretches.at(-1)!.toMs).toBe(whole.toMs);
        expect(stretches.at(-1)!.to).toBeCloseTo(1);
        for (const [index, { from, fromMs }] of stretches.slice(1).entries())
          expect([stretches[index]!.to, stretches[index]!.toMs]).toEqual([from, fromMs]);
        const places = [0, ...made.map(([fromMs]) => fromMs), whole.toMs].toSorted((a, b) => a - b).map(at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('marks', () => {
  test('stand at round times since the beginning', () => {
    const scale = toTimeScale([span(7, 9_007)], span(7, 9_007));
    expect(toTicks(scale, 7, 5).map(({ ms }) => ms - 7)).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
    const long = toTimeScale([span(0, 2 * HOUR)], span(0, 2 * HOUR));
    expect(toTicks(long, 0, 5).map(({ ms }) => ms / 60_000)).toEqual([0, 30, 60, 90, 120]);
  });

  test('behind a break begin where work does, and never too close to each other', () => {
    const scale = toTimeScale([span(0, 4_000), span(3 * HOUR, 3 * HOUR + 4_000)], span(0, 3 * HOUR + 4_000));
    const ticks = toTicks(scale, 0, 6);
    expect(ticks.map(({ ms }) => ms)).toEqual([0, 2_000, 4_000, 3 * HOUR, 3 * HOUR + 2_000, 3 * HOUR + 4_000]);
    for (const [index, { at }] of ticks.slice(1).entries()) expect(at - ticks[index]!.at).toBeGreaterThan(0.12);
  });
});
