import { z } from 'zod';
import type { Call } from './conversation.ts';

/** Someone whom a call found. */
export interface Customer {
  readonly id: number;
  readonly name: string;
  readonly company?: string;
  readonly email?: string;
}

/** An invoice as a result tells of it; which fields there are is the tool's matter. */
export interface InvoiceFacts {
  readonly number: string;
  readonly customer?: string;
  readonly customerId?: number;
  readonly status?: string;
  readonly total?: number;
  readonly paid?: number;
  readonly refunded?: number;
  readonly amountDue?: number;
  readonly dueOn?: string;
  readonly lines: readonly { readonly description: string; readonly amount?: number }[];
}

const Matches = z.object({
  matches: z.array(
    z.object({ id: z.number(), name: z.string(), company: z.string().optional(), email: z.string().optional() }),
  ),
});
const Amount = z.number().optional().catch(undefined);
const Text = z.string().optional().catch(undefined);
const Invoice = z.object({
  number: z.string(),
  customer: z
    .union([z.string(), z.object({ id: z.number().optional(), name: z.string() })])
    .optional()
    .catch(undefined),
  customerId: Amount,
  customerName: Text,
  status: Text,
  total: Amount,
  amount: Amount,
  paid: Amount,
  refunded: Amount,
  amountDue: Amount,
  due: Text,
  dueOn: Text,
  dueDate: Text,
  lines: z
    .array(z.object({ description: z.string(), amount: Amount, total: Amount }))
    .catch([])
    .default([]),
});
const Invoices = z.object({ invoices: z.array(Invoice), count: Amount, total: Amount });
const Revenue = z.object({ paid: z.number(), open: z.number(), overdue: z.number(), refunded: Amount });

/** The customers that `find_customer` found; undefined when it failed. */
export function readMatches(call: Call): readonly Customer[] | undefined {
  return Matches.safeParse(outputOf(call)).data?.matches.map(({ id, name, company, email }) => ({
    id,
    name,
    ...(company === undefined ? {} : { company }),
    ...(email === undefined ? {} : { email }),
  }));
}

/** The invoices that `list_invoices` found, and how many there are in all; undefined when it failed. */
export function readInvoices(
  call: Call,
): { readonly invoices: readonly InvoiceFacts[]; readonly count: number } | undefined {
  const found = Invoices.safeParse(outputOf(call)).data;
  return found && { invoices: found.invoices.map(toFacts), count: found.count ?? found.invoices.length };
}

/** The invoice that `get_invoice` or `create_invoice` gave; undefined when it failed. */
export function readInvoice(call: Call): InvoiceFacts | undefined {
  const output = outputOf(call);
  const inner = z.object({ invoice: Invoice }).safeParse(output).data?.invoice ?? Invoice.safeParse(output).data;
  return inner && toFacts(inner);
}

/** The sums of `revenue_summary`; undefined when it failed. */
export function readRevenueSums(call: Call): z.infer<typeof Revenue> | undefined {
  return Revenue.safeParse(outputOf(call)).data;
}

/** A URL that a result holds under one of the usual names. */
export function readUrl(call: Call): string | undefined {
  const output = z.record(z.string(), z.unknown()).safeParse(outputOf(call)).data ?? {};
  const named = [output.url, output.link, output.href, output.paymentLink].find((value) => typeof value === 'string');
  return typeof named === 'string' ? named : undefined;
}

function outputOf({ outcome }: Call): unknown {
  return outcome.kind === 'done' ? outcome.output : undefined;
}

function toFacts(invoice: z.infer<typeof Invoice>): InvoiceFacts {
  const { customer, customerId, total = invoice.amount } = invoice;
  const name = typeof customer === 'string' ? customer : (customer?.name ?? invoice.customerName);
  const id = customerId ?? (typeof customer === 'object' ? customer.id : undefined);
  const facts = {
    customer: name,
    customerId: id,
    status: invoice.status,
    total,
    paid: invoice.paid,
    refunded: invoice.refunded,
    amountDue: invoice.amountDue,
    dueOn: invoice.dueOn ?? invoice.dueDate ?? invoice.due,
  };
  const present = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const lines = invoice.lines.map(({ description, amount, total: sum }) => {
    const price = amount ?? sum;
    return price === undefined ? { description } : { description, amount: price };
  });
  return { number: invoice.number, ...present, lines };
}
