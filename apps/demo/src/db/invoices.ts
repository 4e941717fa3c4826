import { checkedDay } from './checks.ts';
import { DeskError } from './desk-error.ts';
import {
  toInvoiceLine,
  toInvoiceRefund,
  toInvoiceSummary,
  toPayment,
  type Invoice,
  type InvoiceStatus,
  type InvoiceSummary,
} from './invoice.ts';
import { integer, type Row, type SqlValue } from './row.ts';
import { words } from './searchable.ts';
import type { Reader } from './sqlite.ts';

/** Every condition given must hold; none gives all invoices. */
export interface InvoiceFilter {
  readonly customerId?: number;
  /** Words that the number, the memo or the customer must contain. */
  readonly query?: string;
  readonly status?: InvoiceStatus;
  /** ISO day, itself excluded. */
  readonly dueBefore?: string;
  /** Bounds of the total, both included. */
  readonly minCents?: number;
  readonly maxCents?: number;
}

const SELECT = `
SELECT invoice_sums.*, customers.name AS customer_name, customers.company, customers.search
FROM invoice_sums JOIN customers ON customers.id = invoice_sums.customer_id`;

/** Invoices, newest first. @throws DeskError `invalid_input` when `dueBefore` is no day. */
export function listInvoices(reader: Reader, filter: InvoiceFilter = {}): readonly InvoiceSummary[] {
  const conditions: string[] = [];
  const parameters: SqlValue[] = [];
  const where = (condition: string, parameter: SqlValue | undefined) => {
    if (parameter === undefined) return;
    conditions.push(condition);
    parameters.push(parameter);
  };
  where('customer_id = ?', filter.customerId);
  where('status = ?', filter.status);
  where('due_on < ?', filter.dueBefore === undefined ? undefined : checkedDay('dueBefore', filter.dueBefore));
  where('total_cents >= ?', filter.minCents);
  where('total_cents <= ?', filter.maxCents);
  for (const word of words(filter.query ?? '')) where("instr(lower(number || ' ' || memo) || search, ?) > 0", word);
  const all = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return reader.all(`${SELECT} ${all} ORDER BY invoice_sums.id DESC`, parameters).map(toInvoiceSummary);
}

/** @throws DeskError `invoice_not_found`. */
export function getInvoice(reader: Reader, number: string): Invoice {
  const row = invoiceRow(reader, number);
  const of = [integer(row, 'id')];
  return {
    ...toInvoiceSummary(row),
    lines: reader.all('SELECT * FROM invoice_lines WHERE invoice_id = ? ORDER BY id', of).map(toInvoiceLine),
    payments: reader.all('SELECT * FROM payments WHERE invoice_id = ? ORDER BY id', of).map(toPayment),
    refunds: reader.all('SELECT * FROM refunds WHERE invoice_id = ? ORDER BY id', of).map(toInvoiceRefund),
  };
}

/** The row behind a number, in whatever case it is written. @throws DeskError `invoice_not_found`. */
export function invoiceRow(reader: Reader, number: string): Row {
  const row = reader.get(`${SELECT} WHERE number = ?`, [number.trim().toUpperCase()]);
  if (row) return row;
  const message = `There is no invoice "${number}": list the invoices to see their numbers, such as INV-1042.`;
  throw new DeskError('invoice_not_found', message, { field: 'invoiceNumber' });
}
