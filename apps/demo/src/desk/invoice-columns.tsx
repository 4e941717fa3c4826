import type { ReactNode } from 'react';
import { INVOICE_STATUSES, type InvoiceStatus, type InvoiceSummary } from '../db/invoice.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import type { Column } from '../ui/data-table.tsx';
import { formatDay } from '../ui/days.ts';
import { customerColumn } from './customer-column.tsx';
import { hrefOf } from './route.ts';

const tones: Readonly<Record<InvoiceStatus, Tone>> = { draft: 'quiet', open: 'busy', overdue: 'bad', paid: 'good' };

/** An invoice's status as a badge. */
export function InvoiceBadge({ status }: { readonly status: InvoiceStatus }): ReactNode {
  return <Badge tone={tones[status]}>{labels.status[status]}</Badge>;
}

const number: Column<InvoiceSummary> = {
  key: 'number',
  title: labels.invoices.number,
  nowrap: true,
  sortBy: (invoice) => invoice.number,
  cell: (invoice) => <a href={hrefOf({ page: 'invoice', number: invoice.number })}>{invoice.number}</a>,
};

const numberAndCustomer: Column<InvoiceSummary> = {
  ...number,
  cell: (invoice) => (
    <>
      {number.cell(invoice)}
      <span className="second-line narrow-only">{invoice.customerName}</span>
    </>
  ),
};

const customer: Column<InvoiceSummary> = customerColumn(labels.invoices.customer);

const rest: readonly Column<InvoiceSummary>[] = [
  {
    key: 'issued',
    title: labels.invoices.issued,
    nowrap: true,
    wideOnly: true,
    sortBy: (invoice) => invoice.issuedOn,
    cell: (invoice) => formatDay(invoice.issuedOn),
  },
  {
    key: 'due',
    title: labels.invoices.due,
    nowrap: true,
    wideOnly: true,
    sortBy: (invoice) => invoice.dueOn,
    cell: (invoice) => formatDay(invoice.dueOn),
  },
  {
    key: 'status',
    title: labels.invoices.status,
    sortBy: (invoice) => INVOICE_STATUSES.indexOf(invoice.status),
    cell: (invoice) => <InvoiceBadge status={invoice.status} />,
  },
  {
    key: 'amount',
    title: labels.invoices.amount,
    align: 'end',
    sortBy: (invoice) => invoice.totalCents,
    cell: (invoice) => (
      <>
        {formatCents(invoice.totalCents)}
        <span className="second-line narrow-only">{formatDay(invoice.dueOn)}</span>
      </>
    ),
  },
];

/** The columns of a list of invoices, and of the list of one customer's. */
export const invoiceColumns: readonly Column<InvoiceSummary>[] = [numberAndCustomer, customer, ...rest];
export const customerInvoiceColumns: readonly Column<InvoiceSummary>[] = [number, ...rest];
