// @vitest-environment node
import { expect, test } from 'vitest';
import { getInvoice } from './invoices.ts';
import { listRefunds, refundInvoice, type NewRefund } from './refunds.ts';
import { deskError, openTestDatabase } from './test-database.ts';

// Paid $750.00.
const refund: NewRefund = {
  invoiceNumber: 'INV-1050',
  amountCents: 25_000,
  reason: 'Moved to December',
  idempotencyKey: 'k',
};

test('a refund is listed first and shown on its invoice, which stays paid', async () => {
  const database = await openTestDatabase();
  const made = await refundInvoice(database, refund);
  expect(made).toEqual({
    id: 5,
    invoiceNumber: 'INV-1050',
    customerId: 5,
    customerName: 'Jeff Malone',
    company: 'Harbor Labs',
    amountCents: 25_000,
    reason: 'Moved to December',
    refundedOn: '2026-11-20',
  });
  expect([listRefunds(database).length, listRefunds(database)[0]]).toEqual([5, made]);
  const { status, refundedCents, dueCents } = getInvoice(database, 'INV-1050');
  expect([status, refundedCents, dueCents]).toEqual(['paid', 25_000, 0]);
});

test('the same key refunds once, even when all is refunded', async () => {
  const database = await openTestDatabase();
  const whole = { ...refund, amountCents: 75_000 };
  const first = await refundInvoice(database, whole);
  expect(await refundInvoice(database, whole)).toEqual(first);
  expect(listRefunds(database).length).toBe(5);
});

test('refunds together never exceed what was paid', async () => {
  const database = await openTestDatabase();
  await refundInvoice(database, { ...refund, amountCents: 70_000 });
  const second = { ...refund, amountCents: 5001, idempotencyKey: 'k2' };
  await expect(refundInvoice(database, second)).rejects.toMatchObject(
    deskError('refund_exceeds_paid', /refund at most \$50\.00 \(5000 cents\)/, 'amountCents'),
  );
  await refundInvoice(database, { ...second, amountCents: 5000 });
  await expect(refundInvoice(database, { ...second, idempotencyKey: 'k3' })).rejects.toMatchObject(
    deskError('refund_exceeds_paid', /choose an invoice with payments/),
  );
});

test('the database itself refuses a refund above the payments', async () => {
  const database = await openTestDatabase();
  const insert = database.write((writer) =>
    writer.run(
      "INSERT INTO refunds (invoice_id, amount_cents, reason, refunded_on) VALUES (50, 75001, 'x', '2026-11-20')",
    ),
  );
  await expect(insert).rejects.toThrow(/a refund would exceed what was paid/);
});

test.each<[Partial<NewRefund>, Parameters<typeof deskError>]>([
  [{ amountCents: 75_001 }, ['refund_exceeds_paid', /at most \$750\.00 \(75000 cents\)/, 'amountCents']],
  [{ amountCents: -5 }, ['invalid_input', /whole number of cents/, 'amountCents']],
  [{ reason: '' }, ['invalid_input', /reason must not be empty/, 'reason']],
  [{ invoiceNumber: 'INV-1024' }, ['refund_exceeds_paid', /Nothing that was paid on invoice INV-1024/]],
  [{ invoiceNumber: 'INV-0' }, ['invoice_not_found', /no invoice/, 'invoiceNumber']],
  [{ idempotencyKey: ' ' }, ['invalid_input', /idempotencyKey must not be empty/, 'idempotencyKey']],
])('a refund with %j is refused', async (bad, error) => {
  const database = await openTestDatabase();
  await expect(refundInvoice(database, { ...refund, ...bad })).rejects.toMatchObject(deskError(...error));
  expect(listRefunds(database).length).toBe(4);
});
