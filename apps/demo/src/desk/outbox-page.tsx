import { useState, type ReactNode } from 'react';
import { listEmails, type Email } from '../db/emails.ts';
import { labels } from '../labels.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { formatDay } from '../ui/days.ts';
import { Icon } from '../ui/icon.tsx';
import { useQuery } from './database-context.ts';
import { NewEmailForm } from './new-email-form.tsx';
import { PageHeading } from './page-heading.tsx';
import { hrefOf } from './route.ts';

const all: { readonly customerId?: number } = {};
const newestFirst = { column: 'day', direction: 'descending' } as const;
const filterText = ({ customerName, company, sentTo, subject, body }: Email) =>
  [customerName, company, sentTo, subject, body].join(' ');

const columns: readonly Column<Email>[] = [
  {
    key: 'subject',
    title: labels.outbox.subject,
    sortBy: ({ subject }) => subject,
    cell: ({ subject, body, customerName }) => (
      <details className="email">
        <summary>
          {subject}
          <span className="second-line narrow-only">{customerName}</span>
        </summary>
        <p className="email-body">{body}</p>
      </details>
    ),
  },
  {
    key: 'to',
    title: labels.outbox.to,
    wideOnly: true,
    sortBy: ({ customerName }) => customerName,
    cell: ({ customerId, customerName, sentTo }) => (
      <>
        <a href={hrefOf({ page: 'customer', id: customerId })}>{customerName}</a>
        <span className="second-line">{sentTo}</span>
      </>
    ),
  },
  {
    key: 'day',
    title: labels.outbox.day,
    nowrap: true,
    sortBy: ({ id }) => id,
    cell: ({ queuedOn }) => formatDay(queuedOn),
  },
];

/** The e-mails that were written. */
export function OutboxPage(): ReactNode {
  const emails = useQuery(listEmails, all);
  const [isWriting, setWriting] = useState(false);
  return (
    <>
      <PageHeading title={labels.outbox.heading}>
        <button type="button" className="button button-primary" onClick={() => setWriting(true)}>
          <Icon name="plus" />
          {labels.outbox.add}
        </button>
      </PageHeading>
      <p className="page-note">{labels.outbox.explain}</p>
      <DataTable
        caption={labels.outbox.heading}
        columns={columns}
        rows={emails}
        rowKey={({ id }) => id}
        initialSort={newestFirst}
        countOf={labels.outbox.count}
        filterText={filterText}
        empty={labels.outbox.none}
      />
      {isWriting && <NewEmailForm onClose={() => setWriting(false)} />}
    </>
  );
}
