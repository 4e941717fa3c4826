import { useState, type ReactNode } from 'react';
import type { InvoiceStatus, InvoiceSummary } from '../db/invoice.ts';
import { listInvoices, type InvoiceFilter } from '../db/invoices.ts';
import { labels } from '../labels.ts';
import { formatDay } from '../ui/days.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Icon } from '../ui/icon.tsx';
import { useQuery } from './database-context.ts';
import { invoiceColumns } from './invoice-columns.tsx';
import { NewInvoiceForm } from './new-invoice-form.tsx';
import { PageHeading } from './page-heading.tsx';
import { RevenueStrip } from './revenue-strip.tsx';
import { StatusFilter } from './status-filter.tsx';

const all: InvoiceFilter = {};
const newestFirst = { column: 'number', direction: 'descending' } as const;
const filterText = (invoice: InvoiceSummary) =>
  [
    invoice.number,
    invoice.customerName,
    invoice.company,
    invoice.memo,
    labels.status[invoice.status],
    formatDay(invoice.dueOn),
  ].join(' ');

/** All invoices, and what they come to. */
export function InvoicesPage(): ReactNode {
  const invoices = useQuery(listInvoices, all);
  const [status, setStatus] = useState<InvoiceStatus>();
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHeading title={labels.invoices.heading}>
        <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {labels.invoices.add}
        </button>
      </PageHeading>
      <RevenueStrip />
      <DataTable
        caption={labels.invoices.heading}
        columns={invoiceColumns}
        rows={status ? invoices.filter((invoice) => invoice.status === status) : invoices}
        rowKey={({ number }) => number}
        initialSort={newestFirst}
        countOf={labels.invoices.count}
        filterText={filterText}
        empty={status ? labels.invoices.noneOf(labels.status[status]) : labels.invoices.none}
      >
        <StatusFilter invoices={invoices} chosen={status} onChoose={setStatus} />
      </DataTable>
      {isAdding && <NewInvoiceForm onClose={() => setAdding(false)} />}
    </>
  );
}
