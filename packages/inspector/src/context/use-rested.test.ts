import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useRested } from './use-rested.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Shows a value every so many milliseconds; what was rested after each. */
function showing(values: readonly number[], everyMs: number): { readonly seen: number[]; readonly end: () => number } {
  const { result, rerender } = renderHook(({ value }) => useRested(value), { initialProps: { value: 0 } });
  const seen = values.map((value) => {
    rerender({ value });
    const { current } = result;
    act(() => void vi.advanceTimersByTime(everyMs));
    return current;
  });
  return {
    seen,
    end: () => {
      act(() => void vi.advanceTimersByTime(150));
      return result.current;
    },
  };
}

test('single steps are followed at once', () => {
  expect(showing([1, 2, 3], 200).seen).toEqual([1, 2, 3]);
});

test('of many steps the first is followed, and the one that it rests at', () => {
  const { seen, end } = showing([1, 2, 3, 4, 5], 30);
  expect(seen).toEqual([1, 1, 1, 1, 1]);
  expect(end()).toBe(5);
});

test('steps without an end are followed once a second', () => {
  const { seen } = showing(
    Array.from({ length: 60 }, (_, index) => index + 1),
    50,
  );
  expect([...new Set(seen)]).toEqual([1, 21, 41]);
});
