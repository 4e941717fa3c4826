// @vitest-environment node
import { expect, test } from 'vitest';
import { listEmails, sendEmail, type NewEmail } from './emails.ts';
import { deskError, openTestDatabase } from './test-database.ts';

const email: NewEmail = { customerId: 5, subject: 'Your link', body: 'Hello Jeff,\nhere it is.', idempotencyKey: 'k' };

test('an e-mail goes to the outbox with the address the customer has now', async () => {
  const database = await openTestDatabase();
  const sent = await sendEmail(database, email);
  expect(sent).toEqual({
    id: 7,
    customerId: 5,
    customerName: 'Jeff Malone',
    company: 'Harbor Labs',
    sentTo: 'jeff@harborlabs.example',
    subject: 'Your link',
    body: 'Hello Jeff,\nhere it is.',
    queuedOn: '2026-11-20',
  });
  expect([listEmails(database).length, listEmails(database)[0]]).toEqual([7, sent]);
  expect(listEmails(database, { customerId: 5 }).map(({ id }) => id)).toEqual([7, 3]);
});

test('the same key sends once', async () => {
  const database = await openTestDatabase();
  expect(await sendEmail(database, email)).toEqual(await sendEmail(database, email));
  expect(listEmails(database).length).toBe(7);
});

test.each<[Partial<NewEmail>, Parameters<typeof deskError>]>([
  [{ customerId: -1 }, ['customer_not_found', /no customer -1/, 'customerId']],
  [{ subject: ' ' }, ['invalid_input', /subject must not be empty/, 'subject']],
  [{ body: '' }, ['invalid_input', /body must not be empty/, 'body']],
  [{ body: 'x'.repeat(5001) }, ['invalid_input', /at most 5000 characters/, 'body']],
  [{ subject: 'Other' }, ['idempotency_conflict', /new key/, 'idempotencyKey']],
])('an e-mail with %j is refused', async (bad, error) => {
  const database = await openTestDatabase();
  await sendEmail(database, email);
  await expect(sendEmail(database, { ...email, ...bad })).rejects.toMatchObject(deskError(...error));
  expect(listEmails(database).length).toBe(7);
});
