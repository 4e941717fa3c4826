import { checkedCents, checkedDay } from './checks.ts';
import type { Database } from './database.ts';
import { DeskError } from './desk-error.ts';
import { deskToday } from './desk-today.ts';
import type { Invoice, PaymentMethod } from './invoice.ts';
import { formatCents } from '../money.ts';
import { getInvoice, invoiceRow } from './invoices.ts';
import { once } from './once.ts';
import { integer, text, type Row } from './row.ts';
import type { Writer } from './sqlite.ts';

/** What a payment is made of. */
export interface NewPayment {
  readonly invoiceNumber: string;
  readonly amountCents: number;
  readonly method: PaymentMethod;
  /** ISO day; today when absent. */
  readonly receivedOn?: string;
  /** The same for every try of one payment. */
  readonly idempotencyKey?: string;
}

/**
 * Records money that came in and gives the invoice as it now stands.
 *
 * @throws DeskError `invoice_not_found`, `invoice_is_draft`, `payment_exceeds_due`, `invalid_input`,
 *   `idempotency_conflict`.
 */
export function recordPayment(database: Database, input: NewPayment): Promise<Invoice> {
  return database.write((writer) => {
    insertPayment(writer, input);
    return getInvoice(writer, input.invoiceNumber);
  });
}

/** `recordPayment` inside a transaction that is already open. */
export function insertPayment(writer: Writer, input: NewPayment): number {
  const invoice = invoiceRow(writer, input.invoiceNumber);
  const invoiceId = integer(invoice, 'id');
  const amountCents = checkedCents('amountCents', input.amountCents);
  const receivedOn = checkedDay('receivedOn', input.receivedOn ?? deskToday(writer));
  const request = { invoiceId, amountCents, method: input.method, receivedOn };
  return once(writer, { key: input.idempotencyKey, operation: 'record_payment', request }, () => {
    refuseUnlessDue(invoice, amountCents);
    return writer.run('INSERT INTO payments (invoice_id, amount_cents, method, received_on) VALUES (?, ?, ?, ?)', [
      invoiceId,
      amountCents,
      input.method,
      receivedOn,
    ]);
  });
}

function refuseUnlessDue(invoice: Row, amountCents: number): void {
  const number = text(invoice, 'number');
  const dueCents = integer(invoice, 'due_cents');
  if (text(invoice, 'status') === 'draft') {
    const message = `Invoice ${number} is a draft: issue it before you record a payment.`;
    throw new DeskError('invoice_is_draft', message, { field: 'invoiceNumber' });
  }
  if (amountCents <= dueCents) return;
  const message = `${formatCents(amountCents)} is more than is due on invoice ${number}: record at most ${formatCents(dueCents)} (${dueCents} cents).`;
  throw new DeskError('payment_exceeds_due', message, { field: 'amountCents' });
}
