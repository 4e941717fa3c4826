import { onlySum, type Clause } from './clause.ts';
import { findCustomers } from './find-customers.ts';
import type { InvoiceRef, NotUnderstood, RefundIntention, Share } from './intention.ts';
import { mentionsInvoice } from './invoice-mention.ts';
import { whyNot } from './not-understood.ts';
import { findPurpose } from './purpose.ts';

const REFUND =
  /\b(?:refund\w*|reimburs\w*|money back)\b|\b(?:give|pay|send|return)\b.{0,60}\bback\b|^return (?:us)?\$/i;
const HEADS: readonly RegExp[] = [
  /^(?:refund|reimburse)\b/i,
  /^(?:give|pay|send|return)\b.*\b(?:back|refund)\b/i,
  /^return (?:us)?\$/i,
  /^(?:issue|process|make|do|create|grant|start|initiate|give|send)\s+(?:(?:an?|the|another|full|partial|half|small|us\$\s?\S+|\$\s?\S+|\d\S*|dollars?|bucks?|usd|him|her|them|[\w']+ an?)\s+){0,4}refund\b/i,
  /^(?:(?:an?|another|full|partial|half|small|us\$\s?\S+|\$\s?\S+|\d\S*|dollars?|bucks?|usd)\s+){0,4}refund\b/i,
];
const FRACTIONS: readonly (readonly [RegExp, number])[] = [
  [/\bhalf\b/i, 1 / 2],
  [/\b(?:a|one) third\b/i, 1 / 3],
  [/\b(?:a|one) quarter\b/i, 1 / 4],
  [
    /\b(?:in full|full|fully|whole|entire|entirely|completely|everything|all of|all the money|the total|total amount)\b/i,
    1,
  ],
];
const PERCENT = /\b(\d{1,3})\s?(?:%|percent\b|per cent\b)/i;
const REST = /\b(?:the rest|remaining|remainder)\b/i;
// A small refund asks nobody, so a condition may not hide in what it is for.
const FOR = /^for\b/i;
const LATER =
  /\b(?:if|unless|once|when|whenever|as soon as|until|tomorrow|tonight|later|next (?:week|month|year)|every (?:day|week|month))\b/i;
const EVERYTHING = /\beverything\b/i;
const PICKS = [
  [/\b(?:last|latest|newest|most recent) (?:\w+ )?(?:invoice|bill|payment)\b/i, 'newest'],
  [/\b(?:first|oldest|earliest) (?:\w+ )?(?:invoice|bill|payment)\b/i, 'oldest'],
] as const;
const REASONS = /^(?:because|since|for|about|regarding|due)$/;
const INSTEAD = 'refund $20 on INV-1042';

/** `refund $20 on INV-1042 because the mug broke`, `give Jeff half of INV-1042 back`. */
export function readRefund(clause: Clause): RefundIntention | NotUnderstood | undefined {
  const { command, mood } = clause.order;
  if (!REFUND.test(command)) return undefined;
  const customers = findCustomers(clause, [
    'object',
    { after: /^(?:to|of|from|for)$/, isSure: true },
    { after: /^to$/ },
    { after: /^refund$/ },
  ]);
  const sums = clause.money.filter((sum) => sum.isMarked);
  const known = [...(customers ? [customers] : []), ...sums, ...clause.invoices];
  const reason = findPurpose(clause, known, REASONS);
  const said = clause.text.trim();
  const isOrder = HEADS.some((head) => head.test(command));
  if (mood === 'order' && !isOrder) return { kind: 'not_understood', said, why: 'statement', instead: INSTEAD };
  const stopped = whyNot(clause, { instead: INSTEAD, free: reason ? [reason] : [], read: [...known, ...clause.money] });
  if (stopped) return stopped;
  const later = reason && FOR.test(clause.text.slice(reason.start)) ? LATER.exec(reason.text) : null;
  if (later) return { kind: 'not_understood', said, why: 'condition', because: later[0] };
  if (clause.invoices.length === 0 && EVERYTHING.test(clause.plain))
    return { kind: 'not_understood', said, why: 'everyone', because: 'everything' };
  const invoices = clause.invoices.map(({ number }): InvoiceRef => ({ by: 'number', number }));
  const [customer, second] = customers?.customers ?? [];
  if (second) return { kind: 'not_understood', said, why: 'unknown', because: 'several customers in one refund' };
  const pick = PICKS.find(([words]) => words.test(clause.plain))?.[1];
  const mentioned = !customer && mentionsInvoice(clause) ? [{ by: 'mention' } as const] : [];
  const share = readShare(clause, reason ? [reason] : [], invoices.length);
  return {
    kind: 'refund',
    invoices: invoices.length > 0 ? invoices : mentioned,
    ...(customer && invoices.length === 0 ? { customer } : {}),
    ...(pick ? { pick } : {}),
    ...(share ? { share } : {}),
    ...(reason ? { reason: reason.text } : {}),
  };
}

/** A sum without a currency counts where an invoice is named: `refund 1042` may mean either. One sum for two invoices does not say how to split it. */
function readShare(clause: Clause, outside: Parameters<typeof onlySum>[1], invoiceCount: number): Share | undefined {
  const sum = onlySum(clause, outside);
  const percent = Number(PERCENT.exec(clause.plain)?.[1] ?? Number.NaN);
  const fraction =
    percent >= 1 && percent <= 100 ? percent / 100 : FRACTIONS.find(([said]) => said.test(clause.plain))?.[1];
  if (sum === 'several' || REST.test(clause.plain)) return undefined;
  const isForSeveral = invoiceCount > 1 && !/\beach\b/i.test(clause.plain);
  if (sum && isForSeveral) return undefined;
  if (sum && (sum.isMarked || invoiceCount > 0))
    return fraction === undefined || fraction === 1 ? { of: 'amount', amount: sum.amount } : undefined;
  return fraction === undefined ? undefined : { of: 'fraction', fraction };
}
