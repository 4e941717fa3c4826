import { useState, type ReactNode } from 'react';
import {
  listPaymentLinks,
  PAYMENT_LINK_STATUSES,
  settlePaymentLink,
  type PaymentLink,
  type PaymentLinkStatus,
} from '../db/payment-links.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { formatDay } from '../ui/days.ts';
import { Icon } from '../ui/icon.tsx';
import { useNotify } from '../ui/notices.tsx';
import { customerColumn } from './customer-column.tsx';
import { useDatabase, useQuery } from './database-context.ts';
import { NewPaymentLinkForm } from './new-payment-link-form.tsx';
import { PageHeading } from './page-heading.tsx';
import { useAction } from './use-action.ts';

const all: { readonly customerId?: number } = {};
const newestFirst = { column: 'created', direction: 'descending' } as const;
const tones: Readonly<Record<PaymentLinkStatus, Tone>> = { active: 'busy', paid: 'good', canceled: 'quiet' };
const filterText = ({ customerName, company, memo, status }: PaymentLink) =>
  [customerName, company, memo, labels.linkStatus[status]].join(' ');

const columns: readonly Column<PaymentLink>[] = [
  {
    key: 'memo',
    title: labels.paymentLinks.memo,
    sortBy: ({ memo }) => memo,
    cell: ({ memo, customerName }) => (
      <>
        {memo}
        <span className="second-line narrow-only">{customerName}</span>
      </>
    ),
  },
  customerColumn(labels.paymentLinks.customer),
  {
    key: 'created',
    title: labels.paymentLinks.created,
    nowrap: true,
    wideOnly: true,
    sortBy: ({ id }) => id,
    cell: ({ createdOn }) => formatDay(createdOn),
  },
  {
    key: 'status',
    title: labels.paymentLinks.status,
    wideOnly: true,
    sortBy: ({ status }) => PAYMENT_LINK_STATUSES.indexOf(status),
    cell: ({ status }) => <LinkBadge status={status} />,
  },
  {
    key: 'amount',
    title: labels.paymentLinks.amount,
    align: 'end',
    sortBy: ({ amountCents }) => amountCents,
    cell: ({ amountCents, status }) => (
      <>
        {formatCents(amountCents)}
        <span className="second-line narrow-only">
          <LinkBadge status={status} />
        </span>
      </>
    ),
  },
  {
    key: 'actions',
    title: labels.paymentLinks.actions,
    align: 'end',
    cell: (link) => link.status === 'active' && <LinkActions link={link} />,
  },
];

/** All payment links. */
export function PaymentLinksPage(): ReactNode {
  const links = useQuery(listPaymentLinks, all);
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHeading title={labels.paymentLinks.heading}>
        <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
          <Icon name="plus" />
          {labels.paymentLinks.add}
        </button>
      </PageHeading>
      <DataTable
        caption={labels.paymentLinks.heading}
        columns={columns}
        rows={links}
        rowKey={({ id }) => id}
        initialSort={newestFirst}
        countOf={labels.paymentLinks.count}
        filterText={filterText}
        empty={labels.paymentLinks.none}
      />
      {isAdding && <NewPaymentLinkForm onClose={() => setAdding(false)} />}
    </>
  );
}

function LinkActions({ link }: { readonly link: PaymentLink }) {
  const database = useDatabase();
  const notify = useNotify();
  const act = useAction();
  const copy = () =>
    navigator.clipboard.writeText(link.url).then(
      () => notify(labels.paymentLinks.copied),
      () => notify(labels.paymentLinks.copyFailed(link.url)),
    );
  const cancel = () => act(() => settlePaymentLink(database, link.id, 'canceled'), labels.paymentLinks.canceled);
  const actions = [
    ['copy', labels.paymentLinks.copyOf(link.memo), copy],
    ['close', labels.paymentLinks.cancelOf(link.memo), cancel],
  ] as const;
  return (
    <span className="row-actions">
      {actions.map(([icon, label, onClick]) => (
        <button key={icon} type="button" className="button-icon" aria-label={label} title={label} onClick={onClick}>
          <Icon name={icon} />
        </button>
      ))}
    </span>
  );
}

function LinkBadge({ status }: { readonly status: PaymentLinkStatus }) {
  return <Badge tone={tones[status]}>{labels.linkStatus[status]}</Badge>;
}
