// @vitest-environment node
import { expect, test } from 'vitest';
import { recordPayment, type NewPayment } from './payments.ts';
import { deskError, openTestDatabase } from './test-database.ts';

// Overdue, $2,320.00, nothing paid.
const payment: NewPayment = { invoiceNumber: 'INV-1024', amountCents: 100_000, method: 'check' };

test('payments add up until the invoice is paid', async () => {
  const database = await openTestDatabase();
  const part = await recordPayment(database, payment);
  expect([part.status, part.paidCents, part.dueCents]).toEqual(['overdue', 100_000, 132_000]);
  const rest = { ...payment, amountCents: 132_000, method: 'cash', receivedOn: '2026-11-18' } as const;
  expect(await recordPayment(database, rest)).toMatchObject({
    status: 'paid',
    dueCents: 0,
    payments: [
      { amountCents: 100_000, method: 'check', receivedOn: '2026-11-20' },
      { amountCents: 132_000, method: 'cash', receivedOn: '2026-11-18' },
    ],
  });
});

test('the same key records one payment, even once the invoice is paid', async () => {
  const database = await openTestDatabase();
  const whole = { ...payment, amountCents: 232_000, idempotencyKey: 'k' };
  const first = await recordPayment(database, whole);
  expect(await recordPayment(database, whole)).toEqual(first);
  expect(first.payments.length).toBe(1);
});

test.each<[Partial<NewPayment>, Parameters<typeof deskError>]>([
  [
    { amountCents: 232_001 },
    ['payment_exceeds_due', /^\$2,320\.01 is more .* record at most \$2,320\.00 \(232000 cents\)\.$/, 'amountCents'],
  ],
  [{ amountCents: 0 }, ['invalid_input', /whole number of cents/, 'amountCents']],
  [{ amountCents: 10.5 }, ['invalid_input', /whole number of cents/, 'amountCents']],
  [{ receivedOn: '2026-13-01' }, ['invalid_input', /a day that exists/, 'receivedOn']],
  [{ invoiceNumber: 'INV-1062' }, ['invoice_is_draft', /issue it before/, 'invoiceNumber']],
  [{ invoiceNumber: 'INV-1001' }, ['payment_exceeds_due', /record at most \$0\.00/, 'amountCents']],
  [{ invoiceNumber: 'INV-1' }, ['invoice_not_found', /no invoice "INV-1"/, 'invoiceNumber']],
])('a payment with %j is refused', async (bad, error) => {
  const database = await openTestDatabase();
  await expect(recordPayment(database, { ...payment, ...bad })).rejects.toMatchObject(deskError(...error));
  expect(database.version()).toBe(0);
});
