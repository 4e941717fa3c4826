import type { ReactNode } from 'react';
import type { Invoice } from '../db/invoice.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { formatDay } from '../ui/days.ts';

interface Movement {
  readonly key: string;
  readonly what: string;
  readonly day: string;
  /** Below zero for refunds. */
  readonly cents: number;
}

const oldestFirst = { column: 'day', direction: 'ascending' } as const;
const columns: readonly Column<Movement>[] = [
  { key: 'what', title: labels.invoice.what, sortBy: ({ what }) => what, cell: ({ what }) => what },
  { key: 'day', title: labels.invoice.day, nowrap: true, sortBy: ({ day }) => day, cell: ({ day }) => formatDay(day) },
  {
    key: 'amount',
    title: labels.invoice.amount,
    align: 'end',
    sortBy: ({ cents }) => cents,
    cell: ({ cents }) => formatCents(cents),
  },
];

/** The money that moved on an invoice. */
export function InvoiceActivity({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const payments = invoice.payments.map(({ id, amountCents, method, receivedOn }) => ({
    key: `payment ${id}`,
    what: labels.invoice.payment(labels.method[method]),
    day: receivedOn,
    cents: amountCents,
  }));
  const refunds = invoice.refunds.map(({ id, amountCents, reason, refundedOn }) => ({
    key: `refund ${id}`,
    what: labels.invoice.refund(reason),
    day: refundedOn,
    cents: -amountCents,
  }));
  return (
    <section>
      <h2>{labels.invoice.activity}</h2>
      <DataTable
        caption={labels.invoice.activity}
        columns={columns}
        rows={[...payments, ...refunds]}
        rowKey={({ key }) => key}
        initialSort={oldestFirst}
        empty={labels.invoice.noActivity}
      />
    </section>
  );
}
