import type { ReactNode } from 'react';
import { INVOICE_STATUSES, type InvoiceStatus, type InvoiceSummary } from '../db/invoice.ts';
import { labels } from '../labels.ts';

/** What a `StatusFilter` shows. */
export interface StatusFilterProps {
  readonly invoices: readonly InvoiceSummary[];
  readonly chosen: InvoiceStatus | undefined;
  readonly onChoose: (status: InvoiceStatus | undefined) => void;
}

/** One button for each status, with how many invoices have it. */
export function StatusFilter({ invoices, chosen, onChoose }: StatusFilterProps): ReactNode {
  const options = [undefined, ...INVOICE_STATUSES];
  return (
    <div className="segments" role="group" aria-label={labels.invoices.statusFilter}>
      {options.map((status) => (
        <button
          key={status ?? 'all'}
          type="button"
          className="segment"
          aria-pressed={chosen === status}
          onClick={() => onChoose(status)}
        >
          {status ? labels.status[status] : labels.invoices.all}
          <span className="segment-count">
            {status ? invoices.filter((invoice) => invoice.status === status).length : invoices.length}
          </span>
        </button>
      ))}
    </div>
  );
}
