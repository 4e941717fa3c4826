import { checkedLine, checkedProse } from './checks.ts';
import { getCustomer } from './customers.ts';
import type { Database } from './database.ts';
import { deskToday } from './desk-today.ts';
import { once } from './once.ts';
import { integer, text, type Row } from './row.ts';
import type { Reader, Writer } from './sqlite.ts';

/** A message in the outbox. Nothing in it ever leaves the page. */
export interface Email {
  readonly id: number;
  readonly customerId: number;
  readonly customerName: string;
  readonly company: string;
  /** The customer's address when it was written. */
  readonly sentTo: string;
  readonly subject: string;
  readonly body: string;
  /** ISO day. */
  readonly queuedOn: string;
}

/** What an e-mail is made of. */
export interface NewEmail {
  readonly customerId: number;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  /** The same for every try of one e-mail. */
  readonly idempotencyKey: string;
}

const SELECT = `
SELECT emails.*, customers.name AS customer_name, customers.company
FROM emails JOIN customers ON customers.id = emails.customer_id`;

/** The outbox, newest first; one customer's when `customerId` is given. */
export function listEmails(reader: Reader, { customerId }: { readonly customerId?: number } = {}): readonly Email[] {
  const where = customerId === undefined ? '' : 'WHERE customer_id = ?';
  const parameters = customerId === undefined ? [] : [customerId];
  return reader.all(`${SELECT} ${where} ORDER BY emails.id DESC`, parameters).map(toEmail);
}

/**
 * Puts an e-mail to a customer in the outbox. The same key gives the same e-mail again.
 *
 * @throws DeskError `customer_not_found`, `invalid_input`, `idempotency_conflict`.
 */
export function sendEmail(database: Database, input: NewEmail): Promise<Email> {
  return database.write((writer) => {
    const row = writer.get(`${SELECT} WHERE emails.id = ?`, [insertEmail(writer, input)]);
    return toEmail(row ?? {});
  });
}

/** `sendEmail` inside a transaction that is already open, on any day; gives the id. */
export function insertEmail(writer: Writer, input: NewEmail, queuedOn: string = deskToday(writer)): number {
  const customer = getCustomer(writer, input.customerId);
  const subject = checkedLine('subject', input.subject);
  const body = checkedProse('body', input.body);
  const request = { customerId: customer.id, subject, body };
  return once(writer, { key: input.idempotencyKey, operation: 'send_email', request }, () =>
    writer.run('INSERT INTO emails (customer_id, sent_to, subject, body, queued_on) VALUES (?, ?, ?, ?, ?)', [
      customer.id,
      customer.email,
      subject,
      body,
      queuedOn,
    ]),
  );
}

function toEmail(row: Row): Email {
  return {
    id: integer(row, 'id'),
    customerId: integer(row, 'customer_id'),
    customerName: text(row, 'customer_name'),
    company: text(row, 'company'),
    sentTo: text(row, 'sent_to'),
    subject: text(row, 'subject'),
    body: text(row, 'body'),
    queuedOn: text(row, 'queued_on'),
  };
}
