import type { NewEmail } from './emails.ts';
import type { NewPaymentLink, PaymentLinkStatus } from './payment-links.ts';
import type { NewRefund } from './refunds.ts';

/** A refund of the seed, and its day. */
export interface SeedRefund extends NewRefund {
  readonly on: string;
}

/** A payment link of the seed; `to` is the customer's name. */
export interface SeedPaymentLink extends Omit<NewPaymentLink, 'customerId'> {
  readonly to: string;
  readonly on: string;
  readonly slug: string;
  readonly status: PaymentLinkStatus;
}

/** An e-mail of the seed; `to` is the customer's name. */
export interface SeedEmail extends Omit<NewEmail, 'customerId'> {
  readonly to: string;
  readonly on: string;
}

const refund = (on: string, invoiceNumber: string, amountCents: number, reason: string): SeedRefund => ({
  on,
  invoiceNumber,
  amountCents,
  reason,
  idempotencyKey: `seed/refund/${invoiceNumber}/${on}`,
});

const link = (
  on: string,
  to: string,
  amountCents: number,
  memo: string,
  slug: string,
  status: PaymentLinkStatus,
): SeedPaymentLink => ({ on, to, amountCents, memo, slug, status, idempotencyKey: `seed/link/${slug}` });

const email = (on: string, to: string, subject: string, body: string): SeedEmail => ({
  on,
  to,
  subject,
  body,
  idempotencyKey: `seed/email/${on}/${to}`,
});

export const SEED_REFUNDS: readonly SeedRefund[] = [
  refund('2026-08-07', 'INV-1003', 16_000, 'Two photographs were out of focus'),
  refund('2026-09-30', 'INV-1014', 54_000, 'Hosting moved to their own provider'),
  refund('2026-10-26', 'INV-1022', 96_000, 'One illustration set was not needed'),
  refund('2026-11-13', 'INV-1044', 25_000, 'Workshop ended an hour early'),
];

export const SEED_PAYMENT_LINKS: readonly SeedPaymentLink[] = [
  link('2026-08-05', 'Jeff Malone', 75_000, 'August AI Tinkerers meetup', '4f1c09a7d2', 'paid'),
  link('2026-08-18', 'Maria Kowalski', 225_000, 'Photography and newsletter', '81be52c630', 'paid'),
  link('2026-09-14', 'Samir Haddad', 550_000, 'Packaging for two spice blends', 'c7730d5e19', 'paid'),
  link('2026-10-09', 'Tom Becker', 109_000, 'Newsletter template and copy', '2a96fe814b', 'active'),
  link('2026-10-20', 'Hana Sato', 96_000, 'Autumn menu illustrations', '5d08b3c7f2', 'paid'),
  link('2026-10-23', 'Victor Almeida', 232_000, 'Storm damage page', 'e91f64a0b8', 'canceled'),
  link('2026-11-03', 'Jeff Malone', 75_000, 'November AI Tinkerers meetup', '0b7ad9e356', 'paid'),
  link('2026-11-17', 'Arjun Mehta', 625_000, 'Website, second half', 'f62c18d94a', 'active'),
];

export const SEED_EMAILS: readonly SeedEmail[] = [
  email(
    '2026-10-26',
    'Victor Almeida',
    'Invoice INV-1024 is overdue',
    'Hello Victor,\n\ninvoice INV-1024 over $2,320.00 was due on October 24. Could you let us know when to expect it?\n\nKind regards,\nTallow & Reed',
  ),
  email(
    '2026-10-27',
    'Zoë van Dijk',
    'Welcome to Tallow & Reed',
    'Hello Zoë,\n\nthank you for the good afternoon at the roastery. Your first invoice is on its way; the workshop notes follow by Friday.\n\nKind regards,\nTallow & Reed',
  ),
  email(
    '2026-11-03',
    'Jeff Malone',
    'November meetup: your sponsor invoice',
    'Hello Jeff,\n\nthe November AI Tinkerers meetup is set for the 19th. Your sponsor invoice is INV-1050, with a payment link as always.\n\nKind regards,\nTallow & Reed',
  ),
  email(
    '2026-11-09',
    'Grace Mbeki',
    'Invoice INV-1031 is overdue',
    'Hello Grace,\n\ninvoice INV-1031 over $3,700.00 was due on November 6. If it has crossed with this note, please ignore us.\n\nKind regards,\nTallow & Reed',
  ),
  email(
    '2026-11-13',
    'Zoë van Dijk',
    'Your refund of $250.00',
    'Hello Zoë,\n\nthe workshop ended an hour early, so we have refunded $250.00 to your card.\n\nKind regards,\nTallow & Reed',
  ),
  email(
    '2026-11-17',
    'Arjun Mehta',
    'Your payment link for the second half',
    'Hello Arjun,\n\nthank you for the first half. Here is the link for the second, to use when the site is live:\nhttps://pay.tallow-and-reed.example/f62c18d94a\n\nKind regards,\nTallow & Reed',
  ),
];
