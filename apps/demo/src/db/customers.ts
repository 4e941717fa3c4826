import { checkedEmail, checkedLine, checkedOptionalLine } from './checks.ts';
import { deskToday } from './desk-today.ts';
import { DeskError } from './desk-error.ts';
import type { Database } from './database.ts';
import { once } from './once.ts';
import { integer, text, type Row } from './row.ts';
import { searchable, words } from './searchable.ts';
import type { Reader, Writer } from './sqlite.ts';

/** Someone the desk sends invoices to. */
export interface Customer {
  readonly id: number;
  /** The person: `Jeff Malone`. */
  readonly name: string;
  readonly company: string;
  readonly email: string;
  /** Empty when there is none. */
  readonly note: string;
  /** ISO day. */
  readonly createdOn: string;
  readonly invoiceCount: number;
  /** What is still to be paid on issued invoices, overdue ones included. */
  readonly outstandingCents: number;
  readonly overdueCents: number;
}

/** What a new customer is made of. */
export interface NewCustomer {
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly note?: string;
  readonly idempotencyKey?: string;
}

const SELECT = `
SELECT customers.*,
  count(invoice_sums.id) AS invoice_count,
  coalesce(sum(due_cents), 0) AS outstanding_cents,
  coalesce(sum(due_cents) FILTER (WHERE status = 'overdue'), 0) AS overdue_cents
FROM customers LEFT JOIN invoice_sums ON invoice_sums.customer_id = customers.id`;
const GROUPED = 'GROUP BY customers.id ORDER BY customers.name, customers.id';

/** Customers by name; with a `query`, those whose name, company or e-mail contain every word of it, in any order. */
export function listCustomers(reader: Reader, { query = '' }: { readonly query?: string } = {}): readonly Customer[] {
  const wanted = words(query);
  const where = wanted.length > 0 ? `WHERE ${wanted.map(() => 'instr(search, ?) > 0').join(' AND ')}` : '';
  return reader.all(`${SELECT} ${where} ${GROUPED}`, wanted).map(toCustomer);
}

/**
 * The customers a person may mean by a name: every word of it begins a word of their name, company or e-mail. Those
 * whose full name or company it is come first. One match is certain, several are for the person to choose from.
 *
 * @throws DeskError `invalid_input` when the name has no letters or digits: everyone would match.
 */
export function findCustomer(reader: Reader, name: string): readonly Customer[] {
  const wanted = words(name);
  if (wanted.length === 0)
    throw new DeskError('invalid_input', 'name must have a letter or a digit.', { field: 'name' });
  const where = wanted.map(() => "instr(search, ' ' || ?) > 0").join(' AND ');
  const found = reader.all(`${SELECT} WHERE ${where} ${GROUPED}`, wanted).map(toCustomer);
  const whole = wanted.join(' ');
  const isExact = (customer: Customer) =>
    [customer.name, customer.company].some((said) => words(said).join(' ') === whole);
  return [...found.filter(isExact), ...found.filter((customer) => !isExact(customer))];
}

/** @throws DeskError `customer_not_found`. */
export function getCustomer(reader: Reader, id: number): Customer {
  const row = reader.get(`${SELECT} WHERE customers.id = ? ${GROUPED}`, [id]);
  if (row) return toCustomer(row);
  const message = `There is no customer ${String(id)}: find the customer by name first.`;
  throw new DeskError('customer_not_found', message, { field: 'customerId' });
}

/** @throws DeskError `invalid_input`, `email_taken`, `idempotency_conflict`. */
export function createCustomer(database: Database, input: NewCustomer): Promise<Customer> {
  return database.write((writer) => getCustomer(writer, insertCustomer(writer, input)));
}

/** `createCustomer` inside a transaction that is already open, on any day; gives the id. */
export function insertCustomer(writer: Writer, input: NewCustomer, createdOn: string = deskToday(writer)): number {
  const name = checkedLine('name', input.name);
  const company = checkedLine('company', input.company);
  const email = checkedEmail('email', input.email);
  const note = checkedOptionalLine('note', input.note);
  const request = { name, company, email, note };
  return once(writer, { key: input.idempotencyKey, operation: 'create_customer', request }, () => {
    refuseTakenEmail(writer, email);
    const search = searchable(`${name} ${company} ${email}`);
    return writer.run(
      'INSERT INTO customers (name, company, email, note, search, created_on) VALUES (?, ?, ?, ?, ?, ?)',
      [name, company, email, note, search, createdOn],
    );
  });
}

function refuseTakenEmail(reader: Reader, email: string): void {
  const other = reader.get('SELECT name, company FROM customers WHERE email = ?', [email]);
  if (!other) return;
  const message = `${email} belongs to ${text(other, 'name')} (${text(other, 'company')}): use another address.`;
  throw new DeskError('email_taken', message, { field: 'email' });
}

function toCustomer(row: Row): Customer {
  return {
    id: integer(row, 'id'),
    name: text(row, 'name'),
    company: text(row, 'company'),
    email: text(row, 'email'),
    note: text(row, 'note'),
    createdOn: text(row, 'created_on'),
    invoiceCount: integer(row, 'invoice_count'),
    outstandingCents: integer(row, 'outstanding_cents'),
    overdueCents: integer(row, 'overdue_cents'),
  };
}
