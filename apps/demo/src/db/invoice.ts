import { integer, oneOf, text, type Row } from './row.ts';

/** In the order in which an invoice goes through them. `overdue` is `open` whose due day has passed. */
export const INVOICE_STATUSES = ['draft', 'open', 'overdue', 'paid'] as const;

/** Never stored: follows from lines, payments, the due day and the day it is. */
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** How money comes in. */
export const PAYMENT_METHODS = ['bank_transfer', 'card', 'check', 'cash'] as const;

export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** One row of a list of invoices. */
export interface InvoiceSummary {
  /** `INV-1042` */
  readonly number: string;
  readonly customerId: number;
  readonly customerName: string;
  readonly company: string;
  readonly status: InvoiceStatus;
  /** ISO days. */
  readonly issuedOn: string;
  readonly dueOn: string;
  /** Empty when there is none. */
  readonly memo: string;
  readonly currency: 'USD';
  readonly totalCents: number;
  readonly paidCents: number;
  readonly refundedCents: number;
  /** Still to be paid; 0 for drafts. A refund does not make an invoice due again. */
  readonly dueCents: number;
}

/** One line of an invoice. */
export interface InvoiceLine {
  readonly description: string;
  readonly quantity: number;
  readonly unitCents: number;
}

/** Money that came in for an invoice. */
export interface Payment {
  readonly id: number;
  readonly amountCents: number;
  readonly method: PaymentMethod;
  /** ISO day. */
  readonly receivedOn: string;
}

/** Money that went back, as its invoice shows it. */
export interface InvoiceRefund {
  readonly id: number;
  readonly amountCents: number;
  readonly reason: string;
  /** ISO day. */
  readonly refundedOn: string;
}

/** An invoice with all that belongs to it, each list oldest first. */
export interface Invoice extends InvoiceSummary {
  readonly lines: readonly InvoiceLine[];
  readonly payments: readonly Payment[];
  readonly refunds: readonly InvoiceRefund[];
}

/** Reads a row of `invoice_sums` joined with its customer's `customer_name` and `company`. */
export function toInvoiceSummary(row: Row): InvoiceSummary {
  return {
    number: text(row, 'number'),
    customerId: integer(row, 'customer_id'),
    customerName: text(row, 'customer_name'),
    company: text(row, 'company'),
    status: oneOf(row, 'status', INVOICE_STATUSES),
    issuedOn: text(row, 'issued_on'),
    dueOn: text(row, 'due_on'),
    memo: text(row, 'memo'),
    currency: oneOf(row, 'currency', ['USD']),
    totalCents: integer(row, 'total_cents'),
    paidCents: integer(row, 'paid_cents'),
    refundedCents: integer(row, 'refunded_cents'),
    dueCents: integer(row, 'due_cents'),
  };
}

export function toInvoiceLine(row: Row): InvoiceLine {
  return {
    description: text(row, 'description'),
    quantity: integer(row, 'quantity'),
    unitCents: integer(row, 'unit_cents'),
  };
}

export function toPayment(row: Row): Payment {
  return {
    id: integer(row, 'id'),
    amountCents: integer(row, 'amount_cents'),
    method: oneOf(row, 'method', PAYMENT_METHODS),
    receivedOn: text(row, 'received_on'),
  };
}

export function toInvoiceRefund(row: Row): InvoiceRefund {
  return {
    id: integer(row, 'id'),
    amountCents: integer(row, 'amount_cents'),
    reason: text(row, 'reason'),
    refundedOn: text(row, 'refunded_on'),
  };
}
