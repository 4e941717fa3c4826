import { useState, type ReactNode } from 'react';
import { issueInvoice } from '../db/create-invoice.ts';
import type { Invoice } from '../db/invoice.ts';
import { getInvoice } from '../db/invoices.ts';
import type { Reader } from '../db/sqlite.ts';
import { labels } from '../labels.ts';
import { formatDay } from '../ui/days.ts';
import { useDatabase, useQuery } from './database-context.ts';
import { existing } from './existing.ts';
import { InvoiceActivity } from './invoice-activity.tsx';
import { InvoiceBadge } from './invoice-columns.tsx';
import { InvoiceLines } from './invoice-lines.tsx';
import { MissingPage } from './missing-page.tsx';
import { PageHeading } from './page-heading.tsx';
import { RecordPaymentForm } from './record-payment-form.tsx';
import { RefundForm } from './refund-form.tsx';
import { hrefOf } from './route.ts';
import { useAction } from './use-action.ts';

const find = (reader: Reader, number: string) => existing(() => getInvoice(reader, number));

/** One invoice: what it is for, what was paid, and what can be done about it. */
export function InvoicePage({ number }: { readonly number: string }): ReactNode {
  const invoice = useQuery(find, number);
  return invoice ? (
    <Found invoice={invoice} />
  ) : (
    <MissingPage title={labels.invoices.notFound(number)} section="invoices" back={labels.invoices.back} />
  );
}

function Found({ invoice }: { readonly invoice: Invoice }) {
  const { number, status, customerId, customerName, company, issuedOn, dueOn, memo } = invoice;
  const database = useDatabase();
  const act = useAction();
  const [open, setOpen] = useState<'payment' | 'refund'>();
  const close = () => setOpen(undefined);
  const issue = () => act(() => issueInvoice(database, number), labels.invoice.issueSaved(number));
  return (
    <>
      <PageHeading
        title={labels.invoices.page(number)}
        aside={<InvoiceBadge status={status} />}
        back={{ href: hrefOf({ page: 'section', section: 'invoices' }), label: labels.invoices.back }}
      >
        {invoice.paidCents > invoice.refundedCents && (
          <button type="button" className="button" onClick={() => setOpen('refund')}>
            {labels.invoice.refundAction}
          </button>
        )}
        {status === 'draft' && (
          <button type="button" className="button button-primary" onClick={issue}>
            {labels.invoice.issue}
          </button>
        )}
        {invoice.dueCents > 0 && (
          <button type="button" className="button button-primary" onClick={() => setOpen('payment')}>
            {labels.invoice.recordPayment}
          </button>
        )}
      </PageHeading>
      <dl className="details">
        <div>
          <dt>{labels.invoice.customer}</dt>
          <dd>
            <a href={hrefOf({ page: 'customer', id: customerId })}>{customerName}</a>
            <span className="second-line">{company}</span>
          </dd>
        </div>
        <div>
          <dt>{labels.invoice.issued}</dt>
          <dd>{formatDay(issuedOn)}</dd>
        </div>
        <div>
          <dt>{labels.invoice.due}</dt>
          <dd>{formatDay(dueOn)}</dd>
        </div>
        {memo !== '' && (
          <div>
            <dt>{labels.invoice.memo}</dt>
            <dd>{memo}</dd>
          </div>
        )}
      </dl>
      <InvoiceLines invoice={invoice} />
      <InvoiceActivity invoice={invoice} />
      {open === 'payment' && <RecordPaymentForm invoice={invoice} onClose={close} />}
      {open === 'refund' && <RefundForm invoice={invoice} onClose={close} />}
    </>
  );
}
