// @vitest-environment node
import { expect, test } from 'vitest';
import { getInvoice, listInvoices, type InvoiceFilter } from './invoices.ts';
import { deskError, openTestDatabase } from './test-database.ts';

test('the seed has invoices of every status', async () => {
  const database = await openTestDatabase();
  const count = (filter: InvoiceFilter) => listInvoices(database, filter).length;
  expect({
    all: count({}),
    draft: count({ status: 'draft' }),
    open: count({ status: 'open' }),
    overdue: count({ status: 'overdue' }),
    paid: count({ status: 'paid' }),
  }).toEqual({ all: 62, draft: 5, open: 13, overdue: 10, paid: 34 });
});

test.each<[InvoiceFilter, readonly string[]]>([
  [{ customerId: 5 }, ['INV-1062', 'INV-1050', 'INV-1028', 'INV-1018', 'INV-1010']],
  [{ customerId: 5, status: 'draft' }, ['INV-1062']],
  [{ query: 'november MEETUP' }, ['INV-1050']],
  [{ query: 'inv-1024' }, ['INV-1024']],
  [{ query: 'kropka', status: 'paid' }, ['INV-1012']],
  [{ status: 'overdue', dueBefore: '2026-10-25' }, ['INV-1033', 'INV-1024']],
  [{ status: 'overdue', dueBefore: '2026-10-24' }, ['INV-1033']],
  [{ minCents: 1_250_000, maxCents: 1_250_000 }, ['INV-1052', 'INV-1030', 'INV-1004']],
  [{ customerId: 99 }, []],
  [{ query: "'; DROP TABLE invoices; --" }, []],
])('%j lists %j, newest first', async (filter, numbers) => {
  expect(listInvoices(await openTestDatabase(), filter).map(({ number }) => number)).toEqual(numbers);
});

test('an invoice due today is open, one due yesterday overdue', async () => {
  const database = await openTestDatabase();
  expect(getInvoice(database, 'INV-1041')).toMatchObject({ dueOn: '2026-11-20', status: 'open' });
  expect(getInvoice(database, 'INV-1039')).toMatchObject({ dueOn: '2026-11-18', status: 'overdue' });
});

test('an invoice comes with its lines, payments and refunds, however its number is written', async () => {
  expect(getInvoice(await openTestDatabase(), ' inv-1003 ')).toEqual({
    number: 'INV-1003',
    customerId: 6,
    customerName: 'Ingrid Solberg',
    company: 'Fjellvik Ceramics',
    status: 'paid',
    issuedOn: '2026-07-06',
    dueOn: '2026-08-05',
    memo: '',
    currency: 'USD',
    totalCents: 416_000,
    paidCents: 416_000,
    refundedCents: 16_000,
    dueCents: 0,
    lines: [
      { description: 'Product photography, day', quantity: 2, unitCents: 160_000 },
      { description: 'Illustration, set of six', quantity: 1, unitCents: 96_000 },
    ],
    payments: [{ id: 3, amountCents: 416_000, method: 'bank_transfer', receivedOn: '2026-08-03' }],
    refunds: [{ id: 1, amountCents: 16_000, reason: 'Two photographs were out of focus', refundedOn: '2026-08-07' }],
  });
});

test('bad input is refused with a sentence that says what to do', async () => {
  const database = await openTestDatabase();
  expect(() => listInvoices(database, { dueBefore: 'friday' })).toThrow(
    expect.objectContaining(deskError('invalid_input', /written as 2026-11-20, not "friday"/, 'dueBefore')),
  );
  for (const number of ['INV-9999', '', "' OR 1=1 --"]) {
    expect(() => getInvoice(database, number)).toThrow(
      expect.objectContaining(deskError('invoice_not_found', /list the invoices/, 'invoiceNumber')),
    );
  }
});
