import { readClause } from '../understand/clause.ts';
import type { RefundIntention, Share } from '../understand/intention.ts';
import { readRefund } from '../understand/refund.ts';
import { askText } from './ask.ts';
import { chooseInvoices } from './choose-invoice.ts';
import { callOne, type Known, type Plan, type PlannedCall } from './plan.ts';
import { reconsider } from './reconsider.ts';
import { readInvoice, type InvoiceFacts } from './results.ts';
import { act, failureText, tell } from './tell.ts';
import { money } from './wording.ts';

/** Finds the invoices, works out how much, refunds each. */
export function* refund(known: Known, wish: RefundIntention): Plan {
  const chosen = yield* chooseInvoices(known, wish);
  if ('stop' in chosen) return chosen.stop;
  const planned: PlannedCall[] = [];
  const texts: string[] = [];
  for (const number of chosen.numbers) {
    const amount = yield* amountOf(known, number, wish.share);
    if (typeof amount !== 'number') texts.push(amount.stop);
    else
      planned.push({
        tool: 'refund_invoice',
        input: { number, amount, ...(wish.reason ? { reason: wish.reason } : {}) },
      });
  }
  const calls = planned.length === 0 ? [] : yield* act(planned);
  for (const [index, plan] of planned.entries()) {
    const call = calls[index];
    if (!call) continue;
    const ended = yield* reconsider(known, plan, call, 'make a refund');
    const number = String(plan.input.number);
    texts.push(
      tell(ended, `refund ${number}`, (ran) => {
        const sum = typeof ran.amount === 'number' ? money(ran.amount) : 'An unknown amount';
        return `Done: ${sum} refunded on ${typeof ran.number === 'string' ? ran.number : number}.`;
      }),
    );
  }
  return texts.join('\n');
}

/** A sum that was said needs no look at the invoice; a share of it does, and so does a question about it. */
function* amountOf(known: Known, number: string, share: Share | undefined): Plan<number | { readonly stop: string }> {
  if (share?.of === 'amount') return share.amount;
  const call = yield* callOne('get_invoice', { number }, `Looking at ${number}.`);
  const invoice = readInvoice(call);
  if (!invoice) return { stop: failureText(call, `read ${number}`) };
  const refundable = refundableOf(invoice);
  if (refundable === undefined) return { stop: `${number} does not say what it comes to, so I refunded nothing.` };
  if (refundable <= 0) return { stop: `Nothing can be refunded on ${number}: ${whyNothing(invoice)}.` };
  if (share) return toCents(refundable * share.fraction);
  const question = `How much should I refund on ${number}? Up to ${money(refundable)} can be refunded. Say an amount, or “in full”.`;
  const answer = yield* askText(known, question);
  if ('stop' in answer) return answer;
  const said = readRefund(readClause(`refund ${answer.said} on ${number}`, known.today));
  const told = said?.kind === 'refund' ? said.share : undefined;
  if (!told) return { stop: `I cannot read “${answer.said}” as an amount, so I refunded nothing on ${number}.` };
  return told.of === 'amount' ? told.amount : toCents(refundable * told.fraction);
}

/** What was paid and not given back; for a desk that does not say what was paid, the total of a paid invoice. */
function refundableOf({ paid, refunded = 0, total, status }: InvoiceFacts): number | undefined {
  if (paid !== undefined) return toCents(paid - refunded);
  if (status !== undefined && status !== 'paid') return 0;
  return total === undefined ? undefined : toCents(total - refunded);
}

function whyNothing({ refunded = 0, status }: InvoiceFacts): string {
  if (refunded > 0) return `${money(refunded)} went back already`;
  return status === undefined || status === 'paid' ? 'nothing was paid' : `it is ${status}, and nothing was paid`;
}

function toCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
