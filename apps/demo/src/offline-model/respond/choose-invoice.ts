import { readClause } from '../understand/clause.ts';
import type { CustomerRef, InvoiceRef } from '../understand/intention.ts';
import { askChoice, askText } from './ask.ts';
import { chooseCustomers } from './choose-customer.ts';
import { lastInvoice } from './last-mentioned.ts';
import { callOne, type Known, type Plan } from './plan.ts';
import { readInvoices } from './results.ts';
import { failureText } from './tell.ts';
import { invoiceLine } from './wording.ts';

/** Which invoices are meant, or the words with which the plan has to end. */
export type ChosenInvoices = { readonly numbers: readonly string[] } | { readonly stop: string };

interface Wanted {
  readonly invoices: readonly InvoiceRef[];
  readonly customer?: CustomerRef;
  readonly pick?: 'newest' | 'oldest';
}

const MAX_OPTIONS = 8;
const byNumber = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** The invoices that were named; else the one the conversation was about; else one of the customer's paid ones. */
export function* chooseInvoices(known: Known, { invoices, customer, pick }: Wanted): Plan<ChosenInvoices> {
  const last = lastInvoice(known.calls());
  const numbers = invoices.flatMap((ref) => (ref.by === 'number' ? [ref.number] : last === undefined ? [] : [last]));
  if (numbers.length > 0) return { numbers };
  return customer ? yield* ofCustomer(known, customer, pick) : yield* asked(known);
}

function* asked(known: Known): Plan<ChosenInvoices> {
  const answer = yield* askText(known, 'Which invoice do you mean? Say its number, such as INV-1042.');
  if ('stop' in answer) return answer;
  const digits = /^\W*(\d{3,8})\W*$/.exec(answer.said)?.[1];
  const found = readClause(answer.said, known.today).invoices.map(({ number }) => number);
  const numbers = digits === undefined ? found : [`INV-${digits}`];
  return numbers.length > 0
    ? { numbers }
    : { stop: `I cannot read “${answer.said}” as an invoice number, so I stopped there.` };
}

function* ofCustomer(known: Known, ref: CustomerRef, pick: Wanted['pick']): Plan<ChosenInvoices> {
  const chosen = yield* chooseCustomers(known, [ref], 'Whose invoice do you mean?');
  if ('stop' in chosen) return chosen;
  const [customer] = chosen.customers;
  if (!customer) return yield* asked(known);
  const call = yield* callOne('list_invoices', { customerId: customer.id, status: 'paid' });
  const found = readInvoices(call)?.invoices;
  if (!found) return { stop: failureText(call, `list the invoices of ${customer.name}`) };
  const [only, ...others] = found;
  if (!only) return { stop: `${customer.name} has no paid invoice, so there is nothing to refund.` };
  if (others.length === 0) return { numbers: [only.number] };
  if (pick)
    return {
      numbers: found
        .map(({ number }) => number)
        .toSorted(byNumber)
        .slice(pick === 'newest' ? -1 : 0, pick === 'newest' ? undefined : 1),
    };
  const options = found.slice(0, MAX_OPTIONS).map((invoice) => invoiceLine({ ...invoice, customer: '' }));
  const answer = yield* askChoice(known, `Which invoice of ${customer.name} do you mean?`, options);
  if ('stop' in answer) return answer;
  const picked = found.find((invoice) => answer.said.toUpperCase().includes(invoice.number));
  return picked
    ? { numbers: [picked.number] }
    : { stop: `“${answer.said}” is none of these invoices, so I stopped there.` };
}
