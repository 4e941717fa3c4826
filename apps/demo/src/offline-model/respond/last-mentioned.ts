import type { Call } from './conversation.ts';
import { readInvoice, readInvoices, readMatches, type Customer, type InvoiceFacts } from './results.ts';

const INVOICE_NUMBER = /^INV-\d{3,8}$/;

/** The customer that the latest calls were about: `him`, `her`, `them`. */
export function lastCustomer(calls: readonly Call[]): Customer | undefined {
  for (const call of calls.toReversed()) {
    const id = call.input.customerId;
    const acted = typeof id === 'number' ? everyMatch(calls).find((customer) => customer.id === id) : undefined;
    const found = readMatches(call) ?? [];
    const customer = acted ?? ownerOf(readInvoice(call)) ?? (found.length === 1 ? found[0] : undefined);
    if (customer) return customer;
  }
  return undefined;
}

/** The number of the invoice that the latest calls were about: `it`, `that invoice`. */
export function lastInvoice(calls: readonly Call[]): string | undefined {
  for (const call of calls.toReversed()) {
    const listed = readInvoices(call)?.invoices ?? [];
    const number =
      readInvoice(call)?.number ?? call.input.number ?? (listed.length === 1 ? listed[0]?.number : undefined);
    if (typeof number === 'string' && INVOICE_NUMBER.test(number)) return number;
  }
  return undefined;
}

/** The invoices that were listed last, where nothing else was talked about since. */
export function lastListed(calls: readonly Call[]): readonly InvoiceFacts[] {
  const last = calls.at(-1);
  return (last && readInvoices(last)?.invoices) ?? [];
}

function ownerOf(invoice: InvoiceFacts | undefined): Customer | undefined {
  const { customerId, customer } = invoice ?? {};
  return customerId === undefined || customer === undefined ? undefined : { id: customerId, name: customer };
}

function everyMatch(calls: readonly Call[]): readonly Customer[] {
  return calls.toReversed().flatMap((call) => readMatches(call) ?? []);
}
