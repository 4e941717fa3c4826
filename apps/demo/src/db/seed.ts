import { insertCustomer } from './customers.ts';
import { insertInvoice } from './create-invoice.ts';
import { addDays } from './desk-today.ts';
import type { Database } from './database.ts';
import { insertEmail } from './emails.ts';
import { invoiceRow } from './invoices.ts';
import { insertPaymentLink } from './payment-links.ts';
import { insertPayment } from './payments.ts';
import { insertRefund } from './refunds.ts';
import { integer } from './row.ts';
import { SEED_CUSTOMERS } from './seed-customers.ts';
import { SEED_EMAILS, SEED_PAYMENT_LINKS, SEED_REFUNDS } from './seed-activity.ts';
import { SEED_INVOICES, type SeedInvoice } from './seed-invoices.ts';
import type { Writer } from './sqlite.ts';

/** The Friday on which the desk always is. */
const SEED_TODAY = '2026-11-20';

/** Children before their parents, so that no foreign key is in the way. */
const TABLES = [
  'idempotency',
  'emails',
  'payment_links',
  'refunds',
  'payments',
  'invoice_lines',
  'invoices',
  'customers',
  'desk',
];

/** Fills empty tables with the studio's customers and what happened with them. The same every time. */
export function seed(writer: Writer): void {
  writer.run('INSERT INTO desk (id, today) VALUES (1, ?)', [SEED_TODAY]);
  const ids = new Map(SEED_CUSTOMERS.map(({ since, ...one }) => [one.name, insertCustomer(writer, one, since)]));
  const idOf = (name: string): number => {
    const id = ids.get(name);
    if (id === undefined) throw new TypeError(`The seed has no customer "${name}".`);
    return id;
  };
  for (const invoice of SEED_INVOICES) seedInvoice(writer, invoice, idOf(invoice.to));
  for (const { on, ...refund } of SEED_REFUNDS) insertRefund(writer, refund, on);
  for (const { on, to, slug, status, ...link } of SEED_PAYMENT_LINKS) {
    const id = insertPaymentLink(writer, { ...link, customerId: idOf(to) }, on);
    writer.run('UPDATE payment_links SET slug = ?, status = ? WHERE id = ?', [slug, status, id]);
  }
  for (const { on, to, ...email } of SEED_EMAILS) insertEmail(writer, { ...email, customerId: idOf(to) }, on);
}

/** Puts everything back to the seed, whatever was done since. */
export function resetToSeed(database: Database): Promise<void> {
  return database.write((writer) => {
    for (const table of TABLES) writer.run(`DELETE FROM ${table}`);
    seed(writer);
  });
}

function seedInvoice(writer: Writer, { termDays, paid, to: _to, ...invoice }: SeedInvoice, customerId: number): void {
  const dueOn = addDays(invoice.issuedOn, termDays);
  const number = insertInvoice(writer, { ...invoice, customerId, dueOn });
  if (!paid) return;
  const amountCents = paid.cents ?? integer(invoiceRow(writer, number), 'total_cents');
  insertPayment(writer, { invoiceNumber: number, amountCents, method: paid.by, receivedOn: paid.on });
}
