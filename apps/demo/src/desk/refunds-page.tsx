import type { ReactNode } from 'react';
import { listRefunds, type Refund } from '../db/refunds.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { formatDay } from '../ui/days.ts';
import { customerColumn } from './customer-column.tsx';
import { useQuery } from './database-context.ts';
import { PageHeading } from './page-heading.tsx';
import { hrefOf } from './route.ts';

const newestFirst = { column: 'day', direction: 'descending' } as const;
const filterText = ({ invoiceNumber, customerName, company, reason }: Refund) =>
  [invoiceNumber, customerName, company, reason].join(' ');

const columns: readonly Column<Refund>[] = [
  {
    key: 'invoice',
    title: labels.refunds.invoice,
    nowrap: true,
    sortBy: ({ invoiceNumber }) => invoiceNumber,
    cell: ({ invoiceNumber, customerName }) => (
      <>
        <a href={hrefOf({ page: 'invoice', number: invoiceNumber })}>{invoiceNumber}</a>
        <span className="second-line narrow-only">{customerName}</span>
      </>
    ),
  },
  customerColumn(labels.refunds.customer),
  { key: 'reason', title: labels.refunds.reason, sortBy: ({ reason }) => reason, cell: ({ reason }) => reason },
  {
    key: 'day',
    title: labels.refunds.day,
    nowrap: true,
    wideOnly: true,
    sortBy: ({ id }) => id,
    cell: ({ refundedOn }) => formatDay(refundedOn),
  },
  {
    key: 'amount',
    title: labels.refunds.amount,
    align: 'end',
    sortBy: ({ amountCents }) => amountCents,
    cell: ({ amountCents }) => formatCents(amountCents),
  },
];

/** All refunds. A refund starts on its invoice. */
export function RefundsPage(): ReactNode {
  const refunds = useQuery(listRefunds, undefined);
  return (
    <>
      <PageHeading title={labels.refunds.heading} />
      <DataTable
        caption={labels.refunds.heading}
        columns={columns}
        rows={refunds}
        rowKey={({ id }) => id}
        initialSort={newestFirst}
        countOf={labels.refunds.count}
        filterText={filterText}
        empty={labels.refunds.none}
      />
    </>
  );
}
