// @vitest-environment node
import { expect, test } from 'vitest';
import {
  createPaymentLink,
  getPaymentLink,
  listPaymentLinks,
  settlePaymentLink,
  type NewPaymentLink,
} from './payment-links.ts';
import { refundInvoice } from './refunds.ts';
import { deskError, openTestDatabase } from './test-database.ts';

const link: NewPaymentLink = {
  customerId: 5,
  amountCents: 75_000,
  memo: 'February AI Tinkerers meetup',
  idempotencyKey: 'thread/1.0',
};

test('a new payment link is active and has an address of its own', async () => {
  const database = await openTestDatabase();
  const made = await createPaymentLink(database, link);
  expect(made).toEqual({
    id: 9,
    url: expect.stringMatching(/^https:\/\/pay\.tallow-and-reed\.example\/[0-9a-f]{10}$/) as string,
    customerId: 5,
    customerName: 'Jeff Malone',
    company: 'Harbor Labs',
    amountCents: 75_000,
    memo: 'February AI Tinkerers meetup',
    status: 'active',
    createdOn: '2026-11-20',
  });
  expect(listPaymentLinks(database)[0]).toEqual(made);
  expect(listPaymentLinks(database, { customerId: 5 }).map(({ id }) => id)).toEqual([9, 7, 1]);
  const other = await createPaymentLink(database, { ...link, idempotencyKey: 'thread/2.0' });
  expect(other.url).not.toBe(made.url);
});

test('a retry with the same key returns the same link, at the same time and later', async () => {
  const database = await openTestDatabase();
  const [first, again] = await Promise.all([createPaymentLink(database, link), createPaymentLink(database, link)]);
  await settlePaymentLink(database, first.id, 'paid');
  expect([again, await createPaymentLink(database, link)]).toEqual([first, { ...first, status: 'paid' }]);
  expect(listPaymentLinks(database).length).toBe(9);
});

test('a key is refused for other values, and for another operation', async () => {
  const database = await openTestDatabase();
  await createPaymentLink(database, link);
  await expect(createPaymentLink(database, { ...link, amountCents: 75_001 })).rejects.toMatchObject(
    deskError('idempotency_conflict', /"thread\/1\.0" was used for another request/, 'idempotencyKey'),
  );
  const { idempotencyKey } = link;
  const refund = { invoiceNumber: 'INV-1050', amountCents: 1, reason: 'x', idempotencyKey };
  await expect(refundInvoice(database, refund)).rejects.toMatchObject(deskError('idempotency_conflict', /new key/));
});

test('an active link ends once, as paid or canceled', async () => {
  const database = await openTestDatabase();
  expect(await settlePaymentLink(database, 4, 'canceled')).toMatchObject({ id: 4, status: 'canceled' });
  await expect(settlePaymentLink(database, 4, 'paid')).rejects.toMatchObject(
    deskError('payment_link_not_active', /is canceled already: make a new one/),
  );
  await expect(settlePaymentLink(database, 99, 'paid')).rejects.toMatchObject(
    deskError('payment_link_not_found', /no payment link 99/),
  );
  expect(getPaymentLink(database, 4).status).toBe('canceled');
});

test.each<[Partial<NewPaymentLink>, Parameters<typeof deskError>]>([
  [{ customerId: 0 }, ['customer_not_found', /no customer 0/, 'customerId']],
  [{ amountCents: 0 }, ['invalid_input', /from 1 to 1000000000, not 0/, 'amountCents']],
  [{ amountCents: 1_000_000_001 }, ['invalid_input', /whole number of cents/, 'amountCents']],
  [{ amountCents: Number.POSITIVE_INFINITY }, ['invalid_input', /not Infinity/, 'amountCents']],
  [{ memo: '\n' }, ['invalid_input', /memo must not be empty/, 'memo']],
  [{ idempotencyKey: '' }, ['invalid_input', /idempotencyKey must not be empty/, 'idempotencyKey']],
])('a payment link with %j is refused', async (bad, error) => {
  const database = await openTestDatabase();
  await expect(createPaymentLink(database, { ...link, ...bad })).rejects.toMatchObject(deskError(...error));
  expect(listPaymentLinks(database).length).toBe(8);
});
