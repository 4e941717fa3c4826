import { checkedCents, checkedLine } from './checks.ts';
import type { Database } from './database.ts';
import { DeskError } from './desk-error.ts';
import { deskToday } from './desk-today.ts';
import { formatCents } from '../money.ts';
import { invoiceRow } from './invoices.ts';
import { once } from './once.ts';
import { integer, text, type Row } from './row.ts';
import type { Reader, Writer } from './sqlite.ts';

/** Money that went back to a customer. */
export interface Refund {
  readonly id: number;
  readonly invoiceNumber: string;
  readonly customerId: number;
  readonly customerName: string;
  readonly company: string;
  readonly amountCents: number;
  readonly reason: string;
  /** ISO day. */
  readonly refundedOn: string;
}

/** What a refund is made of. */
export interface NewRefund {
  readonly invoiceNumber: string;
  readonly amountCents: number;
  readonly reason: string;
  /** The same for every try of one refund. */
  readonly idempotencyKey: string;
}

const SELECT = `
SELECT refunds.*, invoices.number, invoices.customer_id, customers.name AS customer_name, customers.company
FROM refunds
JOIN invoices ON invoices.id = refunds.invoice_id
JOIN customers ON customers.id = invoices.customer_id`;

/** Refunds, newest first. */
export function listRefunds(reader: Reader): readonly Refund[] {
  return reader.all(`${SELECT} ORDER BY refunds.id DESC`).map(toRefund);
}

/**
 * Pays back part or all of what was paid on an invoice. The same key gives the same refund again.
 *
 * @throws DeskError `invoice_not_found`, `refund_exceeds_paid`, `invalid_input`, `idempotency_conflict`.
 */
export function refundInvoice(database: Database, input: NewRefund): Promise<Refund> {
  return database.write((writer) => {
    const row = writer.get(`${SELECT} WHERE refunds.id = ?`, [insertRefund(writer, input)]);
    return toRefund(row ?? {});
  });
}

/** `refundInvoice` inside a transaction that is already open, on any day; gives the id. */
export function insertRefund(writer: Writer, input: NewRefund, refundedOn: string = deskToday(writer)): number {
  const invoice = invoiceRow(writer, input.invoiceNumber);
  const invoiceId = integer(invoice, 'id');
  const amountCents = checkedCents('amountCents', input.amountCents);
  const reason = checkedLine('reason', input.reason);
  const request = { invoiceId, amountCents, reason };
  return once(writer, { key: input.idempotencyKey, operation: 'refund_invoice', request }, () => {
    refuseUnlessPaid(invoice, amountCents);
    return writer.run('INSERT INTO refunds (invoice_id, amount_cents, reason, refunded_on) VALUES (?, ?, ?, ?)', [
      invoiceId,
      amountCents,
      reason,
      refundedOn,
    ]);
  });
}

function refuseUnlessPaid(invoice: Row, amountCents: number): void {
  const leftCents = integer(invoice, 'paid_cents') - integer(invoice, 'refunded_cents');
  if (amountCents <= leftCents) return;
  const number = text(invoice, 'number');
  const message =
    leftCents === 0
      ? `Nothing that was paid on invoice ${number} is left to refund: choose an invoice with payments.`
      : `${formatCents(amountCents)} is more than is left of the payments on invoice ${number}: refund at most ${formatCents(leftCents)} (${leftCents} cents).`;
  throw new DeskError('refund_exceeds_paid', message, { field: 'amountCents' });
}

function toRefund(row: Row): Refund {
  return {
    id: integer(row, 'id'),
    invoiceNumber: text(row, 'number'),
    customerId: integer(row, 'customer_id'),
    customerName: text(row, 'customer_name'),
    company: text(row, 'company'),
    amountCents: integer(row, 'amount_cents'),
    reason: text(row, 'reason'),
    refundedOn: text(row, 'refunded_on'),
  };
}
