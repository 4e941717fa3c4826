import { expect, test } from 'vitest';
import { checkedCents, checkedDay, checkedOptionalLine } from './checks.ts';

test.each(['2026-11-20', '2028-02-29', '1999-12-31'])('%s is a day', (day) => {
  expect(checkedDay('dueOn', day)).toBe(day);
});

test.each(['2026-02-29', '2026-11-31', '2026-1-1', '26-11-20', '2026-11-20T00:00:00Z', '2026-00-10', '', 'today'])(
  '"%s" is no day',
  (day) => {
    expect(() => checkedDay('dueOn', day)).toThrow(
      `dueOn must be a day that exists, written as 2026-11-20, not "${day}".`,
    );
  },
);

test.each([0, -1, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 1_000_000_001, 2 ** 53])('%s is no amount', (cents) => {
  expect(() => checkedCents('amountCents', cents)).toThrow(/^amountCents must be a whole number of cents/);
});

test('an optional line may be absent or blank, but not too long', () => {
  expect([
    checkedOptionalLine('memo', undefined),
    checkedOptionalLine('memo', ' '),
    checkedOptionalLine('memo', ' a '),
  ]).toEqual(['', '', 'a']);
  expect(() => checkedOptionalLine('memo', 'x'.repeat(201))).toThrow(/at most 200/);
});
