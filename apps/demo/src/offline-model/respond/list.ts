import type { ListIntention } from '../understand/intention.ts';
import { chooseCustomers } from './choose-customer.ts';
import { listFilter, withinFilter } from './list-filter.ts';
import type { Known, Plan, PlannedCall } from './plan.ts';
import { readInvoices, type Customer, type InvoiceFacts } from './results.ts';
import { failureText } from './tell.ts';
import { counted, invoiceLine, invoiceLines, listed, money } from './wording.ts';

const ORDERS: Readonly<Record<NonNullable<ListIntention['pick']>, (a: InvoiceFacts, b: InvoiceFacts) => number>> = {
  largest: (a, b) => (b.total ?? 0) - (a.total ?? 0),
  smallest: (a, b) => (a.total ?? 0) - (b.total ?? 0),
  oldest: (a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }),
  newest: (a, b) => b.number.localeCompare(a.number, 'en', { numeric: true }),
};

/** Lists invoices: one call for each customer and status that was asked for, all in one reply. */
export function* list(known: Known, wish: ListIntention): Plan {
  const chosen =
    wish.customers.length === 0 ? { customers: [] } : yield* chooseCustomers(known, wish.customers, 'Whose invoices?');
  if ('stop' in chosen) return chosen.stop;
  const calls = yield { calls: toCalls(wish, chosen.customers) };
  const failed = calls.find((call) => !readInvoices(call));
  if (failed) return failureText(failed, 'list the invoices');
  const found = calls.map((call) => readInvoices(call));
  const invoices = withinFilter(unique(found.flatMap((page) => page?.invoices ?? [])), wish.filter);
  const count =
    wish.filter.dueFrom === undefined ? found.reduce((sum, page) => sum + (page?.count ?? 0), 0) : invoices.length;
  return describe(wish, { invoices, count: Math.max(count, invoices.length), customers: chosen.customers });
}

function toCalls({ statuses, filter }: ListIntention, customers: readonly Customer[]): readonly PlannedCall[] {
  const owners = customers.length === 0 ? [{}] : customers.map(({ id }) => ({ customerId: id }));
  const kinds = statuses.length === 0 ? [{}] : statuses.map((status) => ({ status }));
  return owners.flatMap((owner) =>
    kinds.map((kind): PlannedCall => ({ tool: 'list_invoices', input: { ...owner, ...kind, ...listFilter(filter) } })),
  );
}

function unique(invoices: readonly InvoiceFacts[]): readonly InvoiceFacts[] {
  return [...new Map(invoices.map((invoice) => [invoice.number, invoice])).values()];
}

interface Found {
  readonly invoices: readonly InvoiceFacts[];
  readonly count: number;
  readonly customers: readonly Customer[];
}

function describe({ statuses, pick }: ListIntention, { invoices, count, customers }: Found): string {
  const whose = customers.length === 0 ? '' : ` of ${listed(customers.map(({ name }) => name))}`;
  const which = statuses.length === 0 ? '' : `${statuses.join(' or ')} `;
  if (invoices.length === 0) return `There are no ${which}invoices${whose} like that.`;
  if (pick) {
    const [first] = invoices.toSorted(ORDERS[pick]);
    return `The ${pick} ${which}invoice${whose}: ${first ? invoiceLine(first) : 'none'}.`;
  }
  const isWhole = count === invoices.length && invoices.every(({ total }) => total !== undefined);
  const sum = isWhole ? `, ${money(invoices.reduce((all, { total = 0 }) => all + total, 0))} in total` : '';
  return `${counted(count, `${which}invoice`)}${whose}${sum}:\n${invoiceLines(invoices)}`;
}
