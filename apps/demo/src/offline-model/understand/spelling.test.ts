// @vitest-environment node
import { expect, test } from 'vitest';
import { correctSpelling } from './spelling.ts';

test.each([
  ['invocie', 'invoice'],
  ['refnud', 'refund'],
  ['paymnet', 'payment'],
  ['creat', 'create'],
  ['overdu', 'overdue'],
  ['remiinder', 'reminder'],
  ['everyine', 'everyone'],
])('%s is %s', (wrong, right) => {
  expect(correctSpelling(`please ${wrong} it`)).toBe(`please ${right} it`);
});

test.each(['change', 'remainder', 'revenge', 'invoiced', 'refunding', 'remain', 'Paymint', 'pavement', 'jeff'])(
  '%s stays',
  (word) => {
    expect(correctSpelling(word)).toBe(word);
  },
);
