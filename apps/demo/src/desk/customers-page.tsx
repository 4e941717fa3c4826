import { useState, type ReactNode } from 'react';
import { listCustomers, type Customer } from '../db/customers.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { Icon } from '../ui/icon.tsx';
import { useQuery } from './database-context.ts';
import { NewCustomerForm } from './new-customer-form.tsx';
import { PageHeading } from './page-heading.tsx';
import { hrefOf } from './route.ts';

const everyone: { readonly query?: string } = {};
const byName = { column: 'name', direction: 'ascending' } as const;
const filterText = ({ name, company, email, note }: Customer) => [name, company, email, note].join(' ');

const columns: readonly Column<Customer>[] = [
  {
    key: 'name',
    title: labels.customers.name,
    sortBy: ({ name }) => name,
    cell: ({ id, name, company, email }) => (
      <>
        <a href={hrefOf({ page: 'customer', id })}>{name}</a>
        <span className="second-line narrow-only">{company}</span>
        <span className="second-line wide-only">{email}</span>
      </>
    ),
  },
  {
    key: 'company',
    title: labels.customers.company,
    wideOnly: true,
    sortBy: ({ company }) => company,
    cell: ({ company }) => company,
  },
  {
    key: 'invoices',
    title: labels.customers.invoices,
    wideOnly: true,
    align: 'end',
    sortBy: ({ invoiceCount }) => invoiceCount,
    cell: ({ invoiceCount }) => invoiceCount,
  },
  {
    key: 'overdue',
    title: labels.customers.overdue,
    align: 'end',
    wideOnly: true,
    sortBy: ({ overdueCents }) => overdueCents,
    cell: ({ overdueCents }) => (
      <span className={overdueCents > 0 ? 'bad' : undefined}>{moneyOrNothing(overdueCents)}</span>
    ),
  },
  {
    key: 'outstanding',
    title: labels.customers.outstanding,
    align: 'end',
    sortBy: ({ outstandingCents }) => outstandingCents,
    cell: ({ outstandingCents, overdueCents }) => (
      <>
        {moneyOrNothing(outstandingCents)}
        {overdueCents > 0 && <span className="second-line narrow-only bad">{labels.customers.overdueNow}</span>}
      </>
    ),
  },
];

/** Everyone who gets invoices. */
export function CustomersPage(): ReactNode {
  const customers = useQuery(listCustomers, everyone);
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHeading title={labels.customers.heading}>
        <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {labels.customers.add}
        </button>
      </PageHeading>
      <DataTable
        caption={labels.customers.heading}
        columns={columns}
        rows={customers}
        rowKey={({ id }) => id}
        initialSort={byName}
        countOf={labels.customers.count}
        filterText={filterText}
        empty={labels.customers.none}
      />
      {isAdding && <NewCustomerForm onClose={() => setAdding(false)} />}
    </>
  );
}

function moneyOrNothing(cents: number): string {
  return cents === 0 ? labels.noValue : formatCents(cents);
}
