import { expect, test } from 'vitest';
import { formatCents, parseCents } from './money.ts';

test.each([
  [0, '$0.00'],
  [5, '$0.05'],
  [125_050, '$1,250.50'],
  [1_000_000_000, '$10,000,000.00'],
])('%i cents read %s, and back', (cents, text) => {
  expect([formatCents(cents), parseCents(text)]).toEqual([text, cents]);
});

test.each([
  ['750', 75_000],
  [' 12.5 ', 1250],
  ['1,250', 125_000],
  ['$ 3', 300],
  ['0.07', 7],
  ['19.99', 1999],
])('"%s" is %i cents', (typed, cents) => {
  expect(parseCents(typed)).toBe(cents);
});

test.each(['', '-5', '1.234', '1,2', '12,34', '1.', '.5', '1e3', 'ten', '€5', '5 USD', '99999999999999999'])(
  '"%s" is no amount',
  (typed) => {
    expect(parseCents(typed)).toBeUndefined();
  },
);
