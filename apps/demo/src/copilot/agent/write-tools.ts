import './jitless-zod.ts';
import { defineTool, type FunctionTool } from '@twelvefold/core';
import { z } from 'zod';
import { createInvoice } from '../../db/create-invoice.ts';
import type { Database } from '../../db/database.ts';
import { addDays, deskToday } from '../../db/desk-today.ts';
import { sendEmail } from '../../db/emails.ts';
import { cancelPaymentLink, createPaymentLink } from '../../db/payment-links.ts';
import { refundInvoice } from '../../db/refunds.ts';
import { MAX_LINE_LENGTH, MAX_TEXT_LENGTH } from '../../db/schema.ts';
import { labels } from '../../labels.ts';
import { dollars, toCents, toDollars } from './dollars.ts';

/** Refunds of no more than this many dollars need nobody's approval. */
export const FREE_REFUND = 50;
/** From so many dollars on, a refund waits for no more than this long. */
const LARGE_REFUND = 500;
const DECIDE_MS = 15 * 60_000;
const TERM_DAYS = 30;

const customerId = z.int().positive().describe('From find_customer.');
const line = z.string().trim().min(1).max(MAX_LINE_LENGTH);

const paymentLinkInput = z.object({
  customerId,
  amount: dollars.describe('In US dollars.'),
  memo: line.optional().describe('What it is for, as the customer reads it.'),
});
const refundInput = z.object({
  number: z.string().min(1).describe('The invoice, such as INV-1042.'),
  amount: dollars.describe('In US dollars; at most what was paid and not refunded yet.'),
  reason: line.optional(),
});
const emailInput = z.object({
  customerId,
  subject: line,
  body: z.string().trim().min(1).max(MAX_TEXT_LENGTH).describe('Plain text.'),
});
const invoiceInput = z.object({
  customerId,
  lines: z
    .array(z.object({ description: line, amount: dollars.describe('In US dollars.') }))
    .min(1)
    .max(50),
  due: z.iso.date().optional().describe(`Default: in ${TERM_DAYS} days.`),
});

/** The tools that change something: a person approves them first, small refunds excepted. */
export interface WriteTools {
  readonly create_payment_link: WriteTool<typeof paymentLinkInput, PaymentLinkFacts>;
  readonly refund_invoice: WriteTool<typeof refundInput, RefundFacts>;
  readonly send_email: WriteTool<typeof emailInput, EmailFacts>;
  readonly create_invoice: WriteTool<typeof invoiceInput, NewInvoiceFacts>;
}

type WriteTool<Input extends z.ZodType, Output> = FunctionTool<z.output<Input>, Output, z.output<Input>>;

export interface PaymentLinkFacts {
  readonly id: number;
  readonly url: string;
  readonly amount: number;
  readonly customer: string;
  readonly memo: string;
}

export interface RefundFacts {
  readonly id: number;
  readonly number: string;
  readonly amount: number;
  readonly customer: string;
}

export interface EmailFacts {
  readonly id: number;
  readonly to: string;
  readonly subject: string;
}

export interface NewInvoiceFacts {
  readonly number: string;
  readonly total: number;
  readonly due: string;
  readonly customer: string;
}

/**
 * Those tools over a database. The key of a call makes each of them happen once, however often it is tried; e-mails have
 * none.
 */
export function writeTools(database: Database): WriteTools {
  return {
    create_payment_link: defineTool({
      description: 'Create a link through which one customer can pay one amount.',
      input: paymentLinkInput,
      approval: 'always',
      idempotent: true,
      execute: async ({ amount, memo, ...input }, { idempotencyKey }) => {
        const made = { ...input, amountCents: toCents(amount), memo: memo ?? labels.copilot.defaults.memo };
        const link = await createPaymentLink(database, { ...made, idempotencyKey });
        return {
          id: link.id,
          url: link.url,
          amount: toDollars(link.amountCents),
          customer: `${link.customerName} (${link.company})`,
          memo: link.memo,
        };
      },
      undo: {
        idempotent: true,
        execute: async (_, { id }) => {
          const { status } = await cancelPaymentLink(database, id);
          return { id, status };
        },
      },
    }),
    refund_invoice: defineTool({
      description: 'Pay back part or all of what a customer paid on an invoice.',
      input: refundInput,
      approval: ({ input: { amount } }) => {
        if (amount <= FREE_REFUND) return 'run';
        return amount < LARGE_REFUND ? 'ask' : { ask: { reason: labels.copilot.largeRefund, expiresInMs: DECIDE_MS } };
      },
      idempotent: true,
      execute: async ({ number, amount, reason }, { idempotencyKey }) => {
        const refund = await refundInvoice(database, {
          invoiceNumber: number,
          amountCents: toCents(amount),
          reason: reason ?? labels.copilot.defaults.reason,
          idempotencyKey,
        });
        return {
          id: refund.id,
          number: refund.invoiceNumber,
          amount: toDollars(refund.amountCents),
          customer: `${refund.customerName} (${refund.company})`,
        };
      },
    }),
    send_email: defineTool({
      description: 'Send an e-mail to a customer.',
      input: emailInput,
      approval: 'always',
      // A mail server knows no keys: sent again, it would arrive twice. So when a result is lost, a person looks first.
      execute: async (input) => {
        const idempotencyKey = crypto.randomUUID();
        const { id, sentTo, subject } = await sendEmail(database, { ...input, idempotencyKey });
        return { id, to: sentTo, subject };
      },
    }),
    create_invoice: defineTool({
      description: 'Create and issue an invoice to a customer.',
      input: invoiceInput,
      approval: 'always',
      idempotent: true,
      execute: async ({ lines, due, ...input }, { idempotencyKey }) => {
        const invoice = await createInvoice(database, {
          ...input,
          lines: lines.map(({ description, amount }) => ({ description, quantity: 1, unitCents: toCents(amount) })),
          dueOn: due ?? addDays(deskToday(database), TERM_DAYS),
          idempotencyKey,
        });
        return {
          number: invoice.number,
          total: toDollars(invoice.totalCents),
          due: invoice.dueOn,
          customer: `${invoice.customerName} (${invoice.company})`,
        };
      },
    }),
  };
}
