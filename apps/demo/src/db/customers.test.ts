// @vitest-environment node
import { expect, test } from 'vitest';
import { createCustomer, findCustomer, getCustomer, listCustomers } from './customers.ts';
import { deskError, openTestDatabase } from './test-database.ts';

const ada = { name: 'Ada Osei', company: 'Osei Maps', email: 'ada@oseimaps.example' };

test.each([
  ['Jeff', ['Jeff Malone']],
  ['maria', ['Maria Kowalski', 'Maria Santos']],
  ['Acme', ['Priya Raman', 'Tom Becker']],
  ['maria lumen', ['Maria Santos']],
  ['Malone, Jeff', ['Jeff Malone']],
  ['lucia ferrer', ['Lucía Ferrer']],
  ['ZOE', ['Zoë van Dijk']],
  ['oliv', ['Noah Whitfield', 'Olivia Grant']],
  ['Olivia Press', ['Noah Whitfield']],
  ['jeff@harborlabs.example', ['Jeff Malone']],
  ['eff', []],
  ['nobody', []],
])('"%s" may mean %j', async (said, names) => {
  expect(findCustomer(await openTestDatabase(), said).map(({ name }) => name)).toEqual(names);
});

test('who is called exactly so comes first', async () => {
  const database = await openTestDatabase();
  await createCustomer(database, { ...ada, name: 'Zed', company: 'Ada Osei', email: 'z@z.example' });
  await createCustomer(database, { name: 'Abel', company: 'Ada Osei & Friends', email: 'a@a.example' });
  expect(findCustomer(database, 'ada osei').map(({ name }) => name)).toEqual(['Zed', 'Abel']);
});

test.each(['', '  ', '%', '!?'])('a name without letters, "%s", is refused: everyone would match', async (said) => {
  const database = await openTestDatabase();
  expect(() => findCustomer(database, said)).toThrow(
    expect.objectContaining(deskError('invalid_input', /letter or a digit/, 'name')),
  );
});

test('customers are listed by name, all or those with every word of a query somewhere', async () => {
  const database = await openTestDatabase();
  const all = listCustomers(database).map(({ name }) => name);
  expect([all.length, all[0], all.at(-1)]).toEqual([25, 'Arjun Mehta', 'Zoë van Dijk']);
  expect(listCustomers(database, { query: 'BAKE maria' }).map(({ name }) => name)).toEqual(['Maria Kowalski']);
  expect(listCustomers(database, { query: "'; DROP TABLE customers; --" })).toEqual([]);
  expect(listCustomers(database).length).toBe(25);
});

test('a customer comes with what is owed', async () => {
  const database = await openTestDatabase();
  expect(findCustomer(database, 'Victor')[0]).toMatchObject({
    company: 'Almeida & Sons Roofing',
    invoiceCount: 2,
    outstandingCents: 232_000,
    overdueCents: 232_000,
  });
  expect(findCustomer(database, 'Tom Becker')[0]).toMatchObject({ outstandingCents: 561_000, overdueCents: 109_000 });
  expect(findCustomer(database, 'Jeff')[0]).toMatchObject({ invoiceCount: 5, outstandingCents: 0, overdueCents: 0 });
});

test('a new customer is trimmed, dated today and found by name', async () => {
  const database = await openTestDatabase();
  const made = await createCustomer(database, { ...ada, name: '  Ada Osei ', note: ' met in June ' });
  expect(made).toEqual({
    ...ada,
    id: 26,
    note: 'met in June',
    createdOn: '2026-11-20',
    invoiceCount: 0,
    outstandingCents: 0,
    overdueCents: 0,
  });
  expect(getCustomer(database, 26)).toEqual(made);
  expect(findCustomer(database, 'osei')).toEqual([made]);
});

test('the same key makes one customer, and is refused for another', async () => {
  const database = await openTestDatabase();
  const first = await createCustomer(database, { ...ada, idempotencyKey: 'k' });
  expect(await createCustomer(database, { ...ada, idempotencyKey: 'k' })).toEqual(first);
  await expect(createCustomer(database, { ...ada, name: 'Eve', idempotencyKey: 'k' })).rejects.toMatchObject(
    deskError('idempotency_conflict', /use a new key/, 'idempotencyKey'),
  );
  expect(listCustomers(database).length).toBe(26);
});

test.each([
  [{ name: ' ' }, 'invalid_input', /^name must not be empty\.$/, 'name'],
  [{ company: '' }, 'invalid_input', /^company must not be empty\.$/, 'company'],
  [{ company: 'x'.repeat(201) }, 'invalid_input', /at most 200 characters, not 201/, 'company'],
  [{ email: 'ada' }, 'invalid_input', /such as jo@example.com, not "ada"/, 'email'],
  [{ email: 'a@b.example, c@d.example' }, 'invalid_input', /e-mail address/, 'email'],
  [{ email: 'JEFF@harborlabs.example' }, 'email_taken', /belongs to Jeff Malone \(Harbor Labs\): use another/, 'email'],
] as const)('a customer with %j is refused as %s', async (bad, code, message, field) => {
  const database = await openTestDatabase();
  await expect(createCustomer(database, { ...ada, ...bad })).rejects.toMatchObject(deskError(code, message, field));
  expect(listCustomers(database).length).toBe(25);
});

test.each([0, 99, 1.5, Number.NaN])('there is no customer %s', async (id) => {
  const database = await openTestDatabase();
  expect(() => getCustomer(database, id)).toThrow(
    expect.objectContaining(deskError('customer_not_found', /find the customer by name/, 'customerId')),
  );
});
