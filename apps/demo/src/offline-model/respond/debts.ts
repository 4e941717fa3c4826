import type { Draft } from './email.ts';
import { letter } from './letter.ts';
import type { Plan, PlannedCall } from './plan.ts';
import { readMatches, type Customer, type InvoiceFacts } from './results.ts';
import { counted, money } from './wording.ts';

/** What one customer is to be reminded of. */
export interface Debt {
  readonly customer: Pick<Customer, 'id' | 'name'>;
  readonly invoices: readonly InvoiceFacts[];
}

/** The debts of customers whose id is known, and the names of the others. */
export interface Debts {
  readonly debts: readonly Debt[];
  readonly unknown: readonly string[];
}

/** Invoices, those of a customer together, in the order in which the customers first appear. */
export function groupByCustomer(invoices: readonly InvoiceFacts[]): readonly (readonly InvoiceFacts[])[] {
  return [...Map.groupBy(invoices, ({ customerId, customer }) => customerId ?? customer ?? '').values()];
}

/** An email needs the customer's id; where the invoice tells only a name, the customer is looked up by it. */
export function* toDebts(groups: readonly (readonly InvoiceFacts[])[]): Plan<Debts> {
  const names = [
    ...new Set(groups.flatMap(([first]) => (first?.customerId === undefined ? [first?.customer ?? ''] : []))),
  ];
  const lookUps = names.map((name): PlannedCall => ({ tool: 'find_customer', input: { name } }));
  const calls = lookUps.length === 0 ? [] : yield { calls: lookUps };
  const ids = new Map(calls.map((call, index) => [names[index] ?? '', onlyMatch(readMatches(call), names[index])?.id]));
  const debts = groups.flatMap((invoices): readonly Debt[] => {
    const name = invoices[0]?.customer ?? '';
    const id = invoices[0]?.customerId ?? ids.get(name);
    return id === undefined ? [] : [{ customer: { id, name: name || 'the customer' }, invoices }];
  });
  return { debts, unknown: names.filter((name) => ids.get(name) === undefined) };
}

/** A friendly reminder of all that one customer owes. */
export function toReminder({ customer, invoices }: Debt): Draft {
  const [first, ...others] = invoices;
  const one = others.length === 0;
  const lines = invoices.map(({ number, total, dueOn }) => {
    const parts = [number, total === undefined ? '' : money(total), dueOn === undefined ? '' : `due ${dueOn}`];
    return `- ${parts.filter(Boolean).join(', ')}`;
  });
  const owed = `This is a friendly reminder of ${one ? 'an invoice that is' : 'invoices that are'} still to be paid:\n${lines.join('\n')}`;
  const thanks = `If you have paid ${one ? 'it' : 'them'} already, thank you, and please ignore this note.`;
  return {
    customer,
    subject: one ? `Reminder: invoice ${first?.number ?? ''}` : `Reminder: ${counted(invoices.length, 'invoice')}`,
    body: letter(customer.name, [owed, thanks]),
  };
}

function onlyMatch(matches: readonly Customer[] = [], name = ''): Customer | undefined {
  const exact = matches.filter((match) => match.name === name || match.company === name);
  const [only, ...others] = exact.length > 0 ? exact : matches;
  return others.length === 0 ? only : undefined;
}
