import { checkedDay, refused } from './checks.ts';
import { integer, text } from './row.ts';
import type { Reader } from './sqlite.ts';

/** Money by month. */
export interface MonthOfRevenue {
  /** `2026-11` */
  readonly month: string;
  readonly receivedCents: number;
  readonly refundedCents: number;
}

/** What came in and went out between two days, and what is open today. */
export interface RevenueSummary {
  readonly from: string;
  readonly to: string;
  /** Totals of the invoices issued in that time, without drafts. */
  readonly invoicedCents: number;
  readonly receivedCents: number;
  readonly refundedCents: number;
  /** Received less refunded. */
  readonly netCents: number;
  /** Due on all issued invoices today, whenever they were issued; overdue ones included. */
  readonly outstandingCents: number;
  readonly overdueCents: number;
  /** The months in which money moved, oldest first. */
  readonly months: readonly MonthOfRevenue[];
}

const MONTHS = `
SELECT substr(day, 1, 7) AS month, sum(received) AS received_cents, sum(refunded) AS refunded_cents
FROM (
  SELECT received_on AS day, amount_cents AS received, 0 AS refunded FROM payments
  UNION ALL
  SELECT refunded_on, 0, amount_cents FROM refunds
)
WHERE day BETWEEN ? AND ? GROUP BY month ORDER BY month`;

const OPEN = `
SELECT
  coalesce(sum(total_cents) FILTER (WHERE status <> 'draft' AND issued_on BETWEEN ? AND ?), 0) AS invoiced_cents,
  coalesce(sum(due_cents), 0) AS outstanding_cents,
  coalesce(sum(due_cents) FILTER (WHERE status = 'overdue'), 0) AS overdue_cents
FROM invoice_sums`;

/**
 * Revenue from one ISO day to another, both included.
 *
 * @throws DeskError `invalid_input` when one is no day, or `to` comes before `from`.
 */
export function revenueSummary(reader: Reader, input: { readonly from: string; readonly to: string }): RevenueSummary {
  const from = checkedDay('from', input.from);
  const to = checkedDay('to', input.to);
  if (to < from) throw refused('to', `must not be before from, ${from}`);
  const months = reader.all(MONTHS, [from, to]).map((row) => ({
    month: text(row, 'month'),
    receivedCents: integer(row, 'received_cents'),
    refundedCents: integer(row, 'refunded_cents'),
  }));
  const receivedCents = months.reduce((sum, month) => sum + month.receivedCents, 0);
  const refundedCents = months.reduce((sum, month) => sum + month.refundedCents, 0);
  const open = reader.get(OPEN, [from, to]) ?? {};
  return {
    from,
    to,
    invoicedCents: integer(open, 'invoiced_cents'),
    receivedCents,
    refundedCents,
    netCents: receivedCents - refundedCents,
    outstandingCents: integer(open, 'outstanding_cents'),
    overdueCents: integer(open, 'overdue_cents'),
    months,
  };
}
