// @vitest-environment node
import { expect, test } from 'vitest';
import { createInvoice, issueInvoice, type NewInvoice } from './create-invoice.ts';
import { getInvoice, listInvoices } from './invoices.ts';
import { deskError, openTestDatabase } from './test-database.ts';

const workshop = { description: 'Workshop', quantity: 2, unitCents: 125_050 };
const forJeff: NewInvoice = { customerId: 5, lines: [workshop], dueOn: '2026-12-04' };

test('a new invoice takes the next number, is issued today and adds its lines up', async () => {
  const database = await openTestDatabase();
  const made = await createInvoice(database, { ...forJeff, memo: ' December ' });
  expect(made).toEqual({
    number: 'INV-1063',
    customerId: 5,
    customerName: 'Jeff Malone',
    company: 'Harbor Labs',
    status: 'open',
    issuedOn: '2026-11-20',
    dueOn: '2026-12-04',
    memo: 'December',
    currency: 'USD',
    totalCents: 250_100,
    paidCents: 0,
    refundedCents: 0,
    dueCents: 250_100,
    lines: [workshop],
    payments: [],
    refunds: [],
  });
  expect(getInvoice(database, 'INV-1063')).toEqual(made);
});

test('a draft owes nothing until it is issued, which happens once', async () => {
  const database = await openTestDatabase();
  const draft = await createInvoice(database, { ...forJeff, draft: true });
  expect([draft.status, draft.dueCents]).toEqual(['draft', 0]);
  expect(await issueInvoice(database, draft.number)).toMatchObject({ status: 'open', dueCents: 250_100 });
  await expect(issueInvoice(database, draft.number)).rejects.toMatchObject(
    deskError('invoice_not_draft', /INV-1063 was issued already/, 'invoiceNumber'),
  );
  await expect(issueInvoice(database, 'INV-1')).rejects.toMatchObject(deskError('invoice_not_found', /no invoice/));
});

test('the same key makes one invoice, and is refused when a line differs', async () => {
  const database = await openTestDatabase();
  const first = await createInvoice(database, { ...forJeff, idempotencyKey: 'k' });
  expect(await createInvoice(database, { ...forJeff, idempotencyKey: 'k' })).toEqual(first);
  const other = { ...forJeff, lines: [{ ...workshop, quantity: 3 }], idempotencyKey: 'k' };
  await expect(createInvoice(database, other)).rejects.toMatchObject(deskError('idempotency_conflict', /new key/));
  expect(listInvoices(database).length).toBe(63);
});

test.each<[Partial<NewInvoice>, Parameters<typeof deskError>]>([
  [{ customerId: 99 }, ['customer_not_found', /no customer 99/, 'customerId']],
  [{ dueOn: '2026-02-30' }, ['invalid_input', /a day that exists/, 'dueOn']],
  [{ dueOn: '2026-11-19' }, ['invalid_input', /not be before the issue day, 2026-11-20/, 'dueOn']],
  [{ issuedOn: 'today' }, ['invalid_input', /a day that exists/, 'issuedOn']],
  [{ lines: [] }, ['invalid_input', /from 1 to 50 lines, not 0/, 'lines']],
  [{ lines: Array.from({ length: 51 }, () => workshop) }, ['invalid_input', /from 1 to 50 lines, not 51/, 'lines']],
  [{ lines: [{ ...workshop, description: ' ' }] }, ['invalid_input', /not be empty/, 'lines.0.description']],
  [{ lines: [workshop, { ...workshop, quantity: 0 }] }, ['invalid_input', /1 to 10000, not 0/, 'lines.1.quantity']],
  [{ lines: [{ ...workshop, unitCents: 0.5 }] }, ['invalid_input', /whole number of cents/, 'lines.0.unitCents']],
  [{ lines: [{ ...workshop, unitCents: -1 }] }, ['invalid_input', /whole number of cents/, 'lines.0.unitCents']],
  [{ lines: [{ ...workshop, quantity: 10_000 }] }, ['invalid_input', /at most 1000000000 cents together/, 'lines']],
  [{ memo: 'x'.repeat(201) }, ['invalid_input', /at most 200 characters/, 'memo']],
])('an invoice with %j is refused', async (bad, error) => {
  const database = await openTestDatabase();
  await expect(createInvoice(database, { ...forJeff, ...bad })).rejects.toMatchObject(deskError(...error));
  expect(listInvoices(database).length).toBe(62);
});
