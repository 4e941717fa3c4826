import type { Clause } from './clause.ts';

const MENTION = /\b(?:it|that one|this one|(?:that|this|the same|the) invoice)\b/i;

/** Whether `it` or `that invoice` points at an invoice the conversation was about. */
export function mentionsInvoice({ plain, invoices }: Clause): boolean {
  return invoices.length === 0 && MENTION.test(plain);
}
