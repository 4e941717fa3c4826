import type { InvoiceFilter } from '../understand/intention.ts';
import type { InvoiceFacts } from './results.ts';

/** The part of a filter that `list_invoices` knows. */
export function listFilter({ dueFrom: _dueFrom, ...filter }: InvoiceFilter): Omit<InvoiceFilter, 'dueFrom'> {
  return filter;
}

/** Applies the part that the tool does not know: from which day on an invoice is due. */
export function withinFilter(invoices: readonly InvoiceFacts[], { dueFrom }: InvoiceFilter): readonly InvoiceFacts[] {
  return dueFrom === undefined ? invoices : invoices.filter(({ dueOn }) => dueOn === undefined || dueOn >= dueFrom);
}
