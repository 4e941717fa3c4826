import { useMemo, useState, type ReactNode } from 'react';
import { getCustomer, type Customer } from '../db/customers.ts';
import { listInvoices } from '../db/invoices.ts';
import type { Reader } from '../db/sqlite.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { DataTable } from '../ui/data-table.tsx';
import { formatDay } from '../ui/days.ts';
import { useQuery } from './database-context.ts';
import { customerInvoiceColumns } from './invoice-columns.tsx';
import { MissingPage } from './missing-page.tsx';
import { NewInvoiceForm } from './new-invoice-form.tsx';
import { NewPaymentLinkForm } from './new-payment-link-form.tsx';
import { existing } from './existing.ts';
import { PageHeading } from './page-heading.tsx';
import { hrefOf } from './route.ts';

const newestFirst = { column: 'number', direction: 'descending' } as const;
const find = (reader: Reader, id: number) => existing(() => getCustomer(reader, id));

/** One customer and their invoices. */
export function CustomerPage({ id }: { readonly id: number }): ReactNode {
  const customer = useQuery(find, id);
  return customer ? (
    <Found customer={customer} />
  ) : (
    <MissingPage title={labels.customers.notFound} section="customers" back={labels.customers.back} />
  );
}

function Found({ customer }: { readonly customer: Customer }) {
  const { id, name, company, email, note, createdOn } = customer;
  const invoices = useQuery(
    listInvoices,
    useMemo(() => ({ customerId: id }), [id]),
  );
  const [adding, setAdding] = useState<'invoice' | 'link'>();
  const close = () => setAdding(undefined);
  const facts = [
    [labels.customers.company, company],
    [labels.customers.email, email],
    [labels.customers.since, formatDay(createdOn)],
    [labels.customers.outstanding, formatCents(customer.outstandingCents)],
    ...(note === '' ? [] : [[labels.customers.note, note]]),
  ] as const;
  return (
    <>
      <PageHeading
        title={name}
        back={{ href: hrefOf({ page: 'section', section: 'customers' }), label: labels.customers.back }}
      >
        <button type="button" className="button" onClick={() => setAdding('link')}>
          {labels.paymentLinks.add}
        </button>
        <button type="button" className="button button-primary" onClick={() => setAdding('invoice')}>
          {labels.invoices.add}
        </button>
      </PageHeading>
      <dl className="details">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{labels.customers.invoices}</h2>
      <DataTable
        caption={labels.customers.invoicesOf(name)}
        columns={customerInvoiceColumns}
        rows={invoices}
        rowKey={({ number }) => number}
        initialSort={newestFirst}
        countOf={labels.invoices.count}
        empty={labels.customers.noInvoices}
      />
      {adding === 'invoice' && <NewInvoiceForm customerId={id} onClose={close} />}
      {adding === 'link' && <NewPaymentLinkForm customerId={id} onClose={close} />}
    </>
  );
}
