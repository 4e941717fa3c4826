import './jitless-zod.ts';
import { defineTool, type FunctionTool } from '@twelvefold/core';
import { z } from 'zod';
import { findCustomer } from '../../db/customers.ts';
import type { Database } from '../../db/database.ts';
import { INVOICE_STATUSES, type InvoiceSummary } from '../../db/invoice.ts';
import { getInvoice, listInvoices, type InvoiceFilter } from '../../db/invoices.ts';
import { revenueSummary } from '../../db/revenue.ts';
import { toCents, toDollars } from './dollars.ts';

const MAX_MATCHES = 20;
const day = z.iso.date();
const amount = z.number().nonnegative();

const findCustomerInput = z.object({ name: z.string().min(1).describe('A name or company, or the beginning of one.') });
const listInvoicesInput = z.object({
  customerId: z.int().positive().optional(),
  status: z.enum(INVOICE_STATUSES).optional().describe('"open" leaves out what is overdue.'),
  dueBefore: day.optional().describe('Due before this day, itself excluded.'),
  minAmount: amount.optional().describe('In US dollars.'),
  maxAmount: amount.optional().describe('In US dollars.'),
});
const getInvoiceInput = z.object({ number: z.string().min(1).describe('Such as INV-1042.') });
const revenueInput = z.object({ from: day, to: day.describe('Itself included.') });

/** The tools that only look: they run without asking anybody. */
export interface ReadTools {
  readonly find_customer: ReadTool<typeof findCustomerInput, CustomerMatches>;
  readonly list_invoices: ReadTool<typeof listInvoicesInput, InvoiceList>;
  readonly get_invoice: ReadTool<typeof getInvoiceInput, InvoiceFacts>;
  readonly revenue_summary: ReadTool<typeof revenueInput, RevenueFacts>;
}

type ReadTool<Input extends z.ZodType, Output> = FunctionTool<z.output<Input>, Output, z.output<Input>>;

export interface CustomerMatches {
  readonly matches: readonly {
    readonly id: number;
    readonly name: string;
    readonly company: string;
    readonly email: string;
  }[];
}

/** One invoice in a list; amounts in dollars. */
export interface InvoiceRow {
  readonly number: string;
  readonly customer: string;
  readonly status: string;
  readonly total: number;
  readonly due: string;
}

export interface InvoiceList {
  readonly invoices: readonly InvoiceRow[];
  readonly count: number;
  /** Of all of them together. */
  readonly total: number;
}

export interface InvoiceFacts extends InvoiceRow {
  readonly customerId: number;
  readonly issued: string;
  readonly memo: string;
  readonly paid: number;
  readonly refunded: number;
  readonly amountDue: number;
  readonly lines: readonly { readonly description: string; readonly amount: number }[];
}

export interface RevenueFacts {
  readonly from: string;
  readonly to: string;
  readonly currency: 'USD';
  readonly invoiced: number;
  readonly paid: number;
  readonly refunded: number;
  /** Paid less refunded. */
  readonly net: number;
  /** Due now and not overdue yet. */
  readonly open: number;
  readonly overdue: number;
  readonly months: readonly { readonly month: string; readonly paid: number; readonly refunded: number }[];
}

/** Those tools over a database. */
export function readTools(database: Database): ReadTools {
  return {
    find_customer: defineTool({
      description: 'Find customers by name or company. Several matches mean that a person must say which one.',
      input: findCustomerInput,
      execute: ({ name }) => ({
        matches: findCustomer(database, name)
          .slice(0, MAX_MATCHES)
          .map(({ id, name: fullName, company, email }) => ({ id, name: fullName, company, email })),
      }),
    }),
    list_invoices: defineTool({
      description: 'List invoices, newest first. Every condition given must hold. Amounts are US dollars.',
      input: listInvoicesInput,
      execute: (wanted) => {
        const invoices = listInvoices(database, toFilter(wanted));
        const totalCents = invoices.reduce((sum, invoice) => sum + invoice.totalCents, 0);
        return { invoices: invoices.map(toRow), count: invoices.length, total: toDollars(totalCents) };
      },
    }),
    get_invoice: defineTool({
      description: 'Everything about one invoice: lines, what was paid and refunded, what is due. US dollars.',
      input: getInvoiceInput,
      execute: ({ number }) => {
        const { lines, ...invoice } = getInvoice(database, number);
        return {
          ...toRow(invoice),
          customerId: invoice.customerId,
          issued: invoice.issuedOn,
          memo: invoice.memo,
          paid: toDollars(invoice.paidCents),
          refunded: toDollars(invoice.refundedCents),
          amountDue: toDollars(invoice.dueCents),
          lines: lines.map((line) => ({
            description: line.description,
            amount: toDollars(line.quantity * line.unitCents),
          })),
        };
      },
    }),
    revenue_summary: defineTool({
      description:
        'What was invoiced, paid and refunded between two days, and what is open and overdue now. US dollars.',
      input: revenueInput,
      execute: (period) => {
        const summary = revenueSummary(database, period);
        return {
          from: summary.from,
          to: summary.to,
          currency: 'USD' as const,
          invoiced: toDollars(summary.invoicedCents),
          paid: toDollars(summary.receivedCents),
          refunded: toDollars(summary.refundedCents),
          net: toDollars(summary.netCents),
          open: toDollars(summary.outstandingCents - summary.overdueCents),
          overdue: toDollars(summary.overdueCents),
          months: summary.months.map(({ month, receivedCents, refundedCents }) => ({
            month,
            paid: toDollars(receivedCents),
            refunded: toDollars(refundedCents),
          })),
        };
      },
    }),
  };
}

function toFilter({
  minAmount,
  maxAmount,
  customerId,
  status,
  dueBefore,
}: z.output<typeof listInvoicesInput>): InvoiceFilter {
  return {
    ...(customerId !== undefined && { customerId }),
    ...(status && { status }),
    ...(dueBefore !== undefined && { dueBefore }),
    ...(minAmount !== undefined && { minCents: toCents(minAmount) }),
    ...(maxAmount !== undefined && { maxCents: toCents(maxAmount) }),
  };
}

function toRow(invoice: InvoiceSummary): InvoiceRow {
  return {
    number: invoice.number,
    customer: invoice.customerName,
    status: invoice.status,
    total: toDollars(invoice.totalCents),
    due: invoice.dueOn,
  };
}
