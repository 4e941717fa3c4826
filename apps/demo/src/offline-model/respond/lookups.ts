import type { CustomerRef, InvoiceRef } from '../understand/intention.ts';
import type { Period } from '../understand/period.ts';
import { chooseInvoices } from './choose-invoice.ts';
import { lastCustomer } from './last-mentioned.ts';
import { callOne, type Known, type Plan } from './plan.ts';
import { readInvoice, readMatches, readRevenueSums, type Customer, type InvoiceFacts } from './results.ts';
import { failureText } from './tell.ts';
import { counted, invoiceLine, listed, money } from './wording.ts';

/** What a period brought in. */
export function* revenue({ from, to, label }: Period): Plan {
  const call = yield* callOne('revenue_summary', { from, to });
  const sums = readRevenueSums(call);
  if (!sums) return failureText(call, 'add up the revenue');
  const days = from === to ? from : `${from} to ${to}`;
  const refunded = sums.refunded ? `, ${money(sums.refunded)} of it refunded` : '';
  return `Revenue, ${label} (${days}): ${money(sums.paid)} paid${refunded}. Open: ${money(sums.open)}, overdue: ${money(sums.overdue)}.`;
}

/** What invoices say. */
export function* showInvoices(known: Known, invoices: readonly InvoiceRef[]): Plan {
  const chosen = yield* chooseInvoices(known, { invoices });
  if ('stop' in chosen) return chosen.stop;
  const calls = yield { calls: chosen.numbers.map((number) => ({ tool: 'get_invoice', input: { number } })) };
  return calls
    .map((call) => {
      const invoice = readInvoice(call);
      return invoice ? describeInvoice(invoice) : failureText(call, `read ${String(call.input.number)}`);
    })
    .join('\n\n');
}

/** Who customers are; several of a name are all shown. */
export function* findCustomer(known: Known, refs: readonly CustomerRef[]): Plan {
  const last = lastCustomer(known.calls());
  const names = refs.flatMap((ref) => (ref.by === 'name' ? [ref.name] : last ? [last.name] : []));
  if (names.length === 0) return 'Tell me the name of the customer you mean.';
  const calls = yield { calls: names.map((name) => ({ tool: 'find_customer', input: { name } })) };
  return calls
    .map((call, index) => {
      const name = names[index] ?? '';
      const matches = readMatches(call);
      if (!matches) return failureText(call, `look up ${name}`);
      if (matches.length === 0) return `I found no customer called “${name}”.`;
      return `${counted(matches.length, 'customer')} called “${name}”:\n${matches.map(describeCustomer).join('\n')}`;
    })
    .join('\n');
}

function describeInvoice(invoice: InvoiceFacts): string {
  const lines = invoice.lines.map(({ description, amount }) =>
    amount === undefined ? `- ${description}` : `- ${description}, ${money(amount)}`,
  );
  const sums = [
    ...(invoice.paid ? [`${money(invoice.paid)} paid`] : []),
    ...(invoice.refunded ? [`${money(invoice.refunded)} refunded`] : []),
    ...(invoice.amountDue ? [`${money(invoice.amountDue)} still to be paid`] : []),
  ];
  return [`${invoiceLine(invoice)}.`, ...lines, ...(sums.length > 0 ? [`${listed(sums)}.`] : [])].join('\n');
}

function describeCustomer({ name, company, email }: Customer): string {
  return `- ${[name, company, email].filter(Boolean).join(', ')}`;
}
