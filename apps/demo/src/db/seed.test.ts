// @vitest-environment node
import { expect, test } from 'vitest';
import { createCustomer, listCustomers } from './customers.ts';
import { listEmails } from './emails.ts';
import { getInvoice, listInvoices } from './invoices.ts';
import { listPaymentLinks } from './payment-links.ts';
import { recordPayment } from './payments.ts';
import { resetToSeed } from './seed.ts';
import { openTestDatabase } from './test-database.ts';

test('names are ambiguous where they should be, and only there', async () => {
  const firstNames = listCustomers(await openTestDatabase()).map(({ name }) => name.split(' ')[0] ?? '');
  const twice = firstNames.filter((name, index) => firstNames.indexOf(name) !== index);
  expect(twice).toEqual(['Maria']);
  expect(firstNames.filter((name) => name.startsWith('Jeff')).length).toBe(1);
});

test('the e-mails of the seed name invoices with the sums and days they have', async () => {
  const database = await openTestDatabase();
  const named = listEmails(database).flatMap(({ body, customerId }) =>
    [...body.matchAll(/(INV-\d+) over \$([\d,.]+) was due on (\w+ \d+)/g)].map(([, number = '', sum, day]) => ({
      number,
      customerId,
      totalCents: Number(sum?.replace(/[,.]/g, '')),
      dueOn: new Date(`${day}, 2026 UTC`).toISOString().slice(0, 10),
    })),
  );
  expect(named.length).toBe(2);
  for (const facts of named) expect(getInvoice(database, facts.number)).toMatchObject({ ...facts, status: 'overdue' });
});

test('nothing in the seed happens after today, or before what it follows from', async () => {
  const database = await openTestDatabase();
  const today = '2026-11-20';
  for (const { number, customerId } of listInvoices(database)) {
    const { issuedOn, payments, refunds } = getInvoice(database, number);
    const since = listCustomers(database).find(({ id }) => id === customerId)?.createdOn ?? '';
    const days = [since, issuedOn, ...payments.map((one) => one.receivedOn), ...refunds.map((one) => one.refundedOn)];
    expect({ number, days: [...days, today] }).toEqual({ number, days: [...days, today].toSorted() });
  }
});

test('resetting takes back everything that was done', async () => {
  const database = await openTestDatabase();
  const before = [listCustomers(database), listInvoices(database), listPaymentLinks(database), listEmails(database)];
  await createCustomer(database, { name: 'A', company: 'B', email: 'a@b.example', idempotencyKey: 'k' });
  await recordPayment(database, { invoiceNumber: 'INV-1024', amountCents: 1, method: 'cash' });
  await resetToSeed(database);
  const after = [listCustomers(database), listInvoices(database), listPaymentLinks(database), listEmails(database)];
  expect([after, database.version()]).toEqual([before, 3]);
});
