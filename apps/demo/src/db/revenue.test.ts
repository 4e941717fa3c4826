// @vitest-environment node
import { expect, test } from 'vitest';
import { listInvoices } from './invoices.ts';
import { revenueSummary } from './revenue.ts';
import { deskError, openTestDatabase } from './test-database.ts';

test('revenue adds up the payments, refunds and invoices of the time, and what is open today', async () => {
  const database = await openTestDatabase();
  expect(revenueSummary(database, { from: '2026-10-26', to: '2026-11-06' })).toEqual({
    from: '2026-10-26',
    to: '2026-11-06',
    invoicedCents: 3_332_000,
    receivedCents: 976_000,
    refundedCents: 96_000,
    netCents: 880_000,
    outstandingCents: 7_154_000,
    overdueCents: 3_086_500,
    months: [
      { month: '2026-10', receivedCents: 416_000, refundedCents: 96_000 },
      { month: '2026-11', receivedCents: 560_000, refundedCents: 0 },
    ],
  });
});

test('what is open agrees with the invoices', async () => {
  const database = await openTestDatabase();
  const { outstandingCents, overdueCents } = revenueSummary(database, { from: '2026-11-20', to: '2026-11-20' });
  const sum = (status: 'open' | 'overdue') =>
    listInvoices(database, { status }).reduce((cents, { dueCents }) => cents + dueCents, 0);
  expect([outstandingCents, overdueCents]).toEqual([sum('open') + sum('overdue'), sum('overdue')]);
});

test('a time without movement has no months', async () => {
  const database = await openTestDatabase();
  expect(revenueSummary(database, { from: '2020-01-01', to: '2020-12-31' })).toMatchObject({
    invoicedCents: 0,
    netCents: 0,
    months: [],
  });
});

test.each([
  [{ from: '2026-11-02', to: '2026-11-01' }, deskError('invalid_input', /not be before from, 2026-11-02/, 'to')],
  [{ from: 'x', to: '2026-11-01' }, deskError('invalid_input', /a day that exists/, 'from')],
  [{ from: '2026-11-01', to: '2026-11-31' }, deskError('invalid_input', /a day that exists/, 'to')],
])('%j is refused', async (input, error) => {
  const database = await openTestDatabase();
  expect(() => revenueSummary(database, input)).toThrow(expect.objectContaining(error));
});
