import { checkedCents, checkedLine } from './checks.ts';
import { getCustomer } from './customers.ts';
import type { Database } from './database.ts';
import { DeskError } from './desk-error.ts';
import { deskToday } from './desk-today.ts';
import { once } from './once.ts';
import { integer, oneOf, text, type Row } from './row.ts';
import type { Reader, Writer } from './sqlite.ts';

/** `canceled`: nobody can pay through it any more. */
export const PAYMENT_LINK_STATUSES = ['active', 'paid', 'canceled'] as const;

export type PaymentLinkStatus = (typeof PAYMENT_LINK_STATUSES)[number];

/** A page on which one customer can pay one amount. */
export interface PaymentLink {
  readonly id: number;
  readonly url: string;
  readonly customerId: number;
  readonly customerName: string;
  readonly company: string;
  readonly amountCents: number;
  readonly memo: string;
  readonly status: PaymentLinkStatus;
  /** ISO day. */
  readonly createdOn: string;
}

/** What a payment link is made of. */
export interface NewPaymentLink {
  readonly customerId: number;
  readonly amountCents: number;
  /** What it is for, as the customer reads it. */
  readonly memo: string;
  /** The same for every try of one link. */
  readonly idempotencyKey: string;
}

/** Where links point. `.example` names belong to nobody, so a link that leaves the demo leads nowhere. */
const PAY_PAGE = 'https://pay.tallow-and-reed.example/';
const SELECT = `
SELECT payment_links.*, customers.name AS customer_name, customers.company
FROM payment_links JOIN customers ON customers.id = payment_links.customer_id`;

/** Payment links, newest first; of one customer when `customerId` is given. */
export function listPaymentLinks(
  reader: Reader,
  { customerId }: { readonly customerId?: number } = {},
): readonly PaymentLink[] {
  const where = customerId === undefined ? '' : 'WHERE customer_id = ?';
  const parameters = customerId === undefined ? [] : [customerId];
  return reader.all(`${SELECT} ${where} ORDER BY payment_links.id DESC`, parameters).map(toPaymentLink);
}

/**
 * Makes a payment link. The same key gives the same link again, as it stands now.
 *
 * @throws DeskError `customer_not_found`, `invalid_input`, `idempotency_conflict`.
 */
export function createPaymentLink(database: Database, input: NewPaymentLink): Promise<PaymentLink> {
  return database.write((writer) => getPaymentLink(writer, insertPaymentLink(writer, input)));
}

/** `createPaymentLink` inside a transaction that is already open, on any day; gives the id. */
export function insertPaymentLink(
  writer: Writer,
  input: NewPaymentLink,
  createdOn: string = deskToday(writer),
): number {
  const customerId = getCustomer(writer, input.customerId).id;
  const amountCents = checkedCents('amountCents', input.amountCents);
  const memo = checkedLine('memo', input.memo);
  const request = { customerId, amountCents, memo };
  return once(writer, { key: input.idempotencyKey, operation: 'create_payment_link', request }, () =>
    writer.run(
      "INSERT INTO payment_links (customer_id, amount_cents, memo, status, created_on) VALUES (?, ?, ?, 'active', ?)",
      [customerId, amountCents, memo, createdOn],
    ),
  );
}

/** Ends an active link. @throws DeskError `payment_link_not_found`, `payment_link_not_active`. */
export function settlePaymentLink(database: Database, id: number, as: 'paid' | 'canceled'): Promise<PaymentLink> {
  return database.write((writer) => {
    const { status } = getPaymentLink(writer, id);
    if (status !== 'active') {
      const message = `Payment link ${id} is ${status} already: make a new one.`;
      throw new DeskError('payment_link_not_active', message, { field: 'id' });
    }
    writer.run('UPDATE payment_links SET status = ? WHERE id = ?', [as, id]);
    return getPaymentLink(writer, id);
  });
}

/** Sees to it that nobody can pay through a link any more. @throws DeskError as `settlePaymentLink`, for one that is paid. */
export async function cancelPaymentLink(database: Database, id: number): Promise<PaymentLink> {
  const link = getPaymentLink(database, id);
  return link.status === 'canceled' ? link : settlePaymentLink(database, id, 'canceled');
}

/** @throws DeskError `payment_link_not_found`. */
export function getPaymentLink(reader: Reader, id: number): PaymentLink {
  const row = reader.get(`${SELECT} WHERE payment_links.id = ?`, [id]);
  if (row) return toPaymentLink(row);
  const message = `There is no payment link ${String(id)}: list the payment links to see which there are.`;
  throw new DeskError('payment_link_not_found', message, { field: 'id' });
}

function toPaymentLink(row: Row): PaymentLink {
  return {
    id: integer(row, 'id'),
    url: PAY_PAGE + text(row, 'slug'),
    customerId: integer(row, 'customer_id'),
    customerName: text(row, 'customer_name'),
    company: text(row, 'company'),
    amountCents: integer(row, 'amount_cents'),
    memo: text(row, 'memo'),
    status: oneOf(row, 'status', PAYMENT_LINK_STATUSES),
    createdOn: text(row, 'created_on'),
  };
}
