import type { Intention } from '../understand/intention.ts';
import { chooseCustomers } from './choose-customer.ts';
import { chooseInvoices } from './choose-invoice.ts';
import { lastListed } from './last-mentioned.ts';
import { groupByCustomer, toDebts, toReminder, type Debts } from './debts.ts';
import { sendAll } from './email.ts';
import { listFilter, withinFilter } from './list-filter.ts';
import { callOne, type Known, type Plan, type PlannedCall } from './plan.ts';
import { readInvoice, readInvoices, type Customer, type InvoiceFacts } from './results.ts';
import { failureText } from './tell.ts';
import { listed } from './wording.ts';

type Reminder = Extract<Intention, { readonly kind: 'reminder' }>;
type Everyone = Extract<Reminder['who'], { readonly of: 'everyone' }>;

/** So many reminders go out in one reply; a person has to read each before it is sent. */
const MAX_AT_ONCE = 5;

/** Finds who owes what, then writes to all of them in one reply. */
export function* reminder(known: Known, { who }: Reminder): Plan {
  switch (who.of) {
    case 'everyone':
      return yield* remindEveryone(who);
    case 'customers': {
      const listedBefore = lastListed(known.calls());
      const isThem = who.customers.every(({ by }) => by === 'mention') && who.customers.length > 0;
      if (isThem && listedBefore.length > 0) return yield* remindOf(listedBefore);
      const chosen = yield* chooseCustomers(known, who.customers, 'Who should get the reminder?');
      return 'stop' in chosen ? chosen.stop : yield* remindCustomers(chosen.customers);
    }
    case 'invoices': {
      const chosen = yield* chooseInvoices(known, who);
      return 'stop' in chosen ? chosen.stop : yield* remindOfInvoices(chosen.numbers);
    }
    default:
      return who satisfies never;
  }
}

function* remindEveryone({ except, filter }: Everyone): Plan {
  const input = { status: 'overdue', ...listFilter(filter) };
  const call = yield* callOne('list_invoices', input, 'Looking up who is overdue.');
  const found = readInvoices(call);
  if (!found) return failureText(call, 'list the overdue invoices');
  const spared = except.flatMap((ref) => (ref.by === 'name' ? [ref.name.toLowerCase()] : []));
  const isSpared = ({ customer = '' }: InvoiceFacts) => spared.some((name) => customer.toLowerCase().includes(name));
  return yield* remindOf(withinFilter(found.invoices, filter).filter((invoice) => !isSpared(invoice)));
}

/** Writes to the first few who are overdue among the owners of these invoices. */
function* remindOf(invoices: readonly InvoiceFacts[]): Plan {
  const groups = groupByCustomer(invoices.filter(({ status = 'overdue' }) => status === 'overdue'));
  if (groups.length === 0) return 'Nobody like that is overdue, so I wrote to no one.';
  const later = groups.slice(MAX_AT_ONCE).map(([invoice]) => invoice?.customer ?? 'a customer without a name');
  const texts = yield* send(yield* toDebts(groups.slice(0, MAX_AT_ONCE)));
  if (later.length === 0) return texts.join('\n');
  return [...texts, `I write to at most ${MAX_AT_ONCE} at once. Not written to yet: ${listed(later)}.`].join('\n');
}

function* remindCustomers(customers: readonly Customer[]): Plan {
  const calls = yield {
    say: `Looking up what is overdue for ${listed(customers.map(({ name }) => name))}.`,
    calls: customers.map(({ id }): PlannedCall => ({
      tool: 'list_invoices',
      input: { customerId: id, status: 'overdue' },
    })),
  };
  const found = calls.map((call) => readInvoices(call)?.invoices);
  const debts = customers.flatMap((customer, index) => {
    const invoices = found[index] ?? [];
    return invoices.length > 0 ? [{ customer, invoices }] : [];
  });
  const texts = yield* send({ debts, unknown: [] });
  const others = calls.flatMap((call, index) => {
    const name = customers[index]?.name ?? 'the customer';
    if (!found[index]) return [failureText(call, `list the invoices of ${name}`)];
    return found[index].length === 0 ? [`${name} has nothing overdue, so I did not write to them.`] : [];
  });
  return [...texts, ...others].join('\n');
}

function* remindOfInvoices(numbers: readonly string[]): Plan {
  const calls = yield {
    say: `Looking at ${listed(numbers)}.`,
    calls: numbers.map((number): PlannedCall => ({ tool: 'get_invoice', input: { number } })),
  };
  const invoices = calls.flatMap((call) => readInvoice(call) ?? []);
  const failed = calls.filter((call) => !readInvoice(call));
  const isSettled = ({ status }: InvoiceFacts) => status === 'paid' || status === 'draft';
  const texts = yield* send(yield* toDebts(groupByCustomer(invoices.filter((invoice) => !isSettled(invoice)))));
  return [
    ...texts,
    ...invoices
      .filter(isSettled)
      .map(({ number, status = '' }) => `${number} is ${status}, so I wrote no reminder for it.`),
    ...failed.map((call) => failureText(call, `read ${String(call.input.number)}`)),
  ].join('\n');
}

function* send({ debts, unknown }: Debts): Plan<readonly string[]> {
  const texts = debts.length === 0 ? [] : yield* sendAll(debts.map(toReminder));
  return [...texts, ...unknown.map((name) => `I could not tell who ${name} is, so I did not write to them.`)];
}
