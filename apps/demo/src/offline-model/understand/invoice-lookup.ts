import type { Clause } from './clause.ts';
import type { Intention } from './intention.ts';
import { mentionsInvoice } from './invoice-mention.ts';

const HEAD =
  /^(?:show|get|give|open|view|see|display|find|pull|look|check|fetch|tell|bring up|details?|status|info|information|inv|invoice|#|the|what|what's|whats|which|who|whose|when|where|why|how|is|isn't|are|was|were|has|have|did|does|do)(?=\W|\d|$)/i;
const ABOUT = /\b(?:paid|due|overdue|open|status|total|owed?|details?|show|see|amount|for|look|lines?|about)\b/i;

/** `show INV-1042`, `is invoice 1042 paid?`, `what is the status of that invoice?` */
export function readInvoiceLookup(clause: Clause): Intention | undefined {
  const { order, invoices, plain } = clause;
  if (order.mood === 'negated' || !HEAD.test(order.head) || /^the same\b/i.test(order.head)) return undefined;
  if (invoices.length > 0)
    return { kind: 'show_invoice', invoices: invoices.map(({ number }) => ({ by: 'number', number })) };
  const points =
    mentionsInvoice(clause) && ABOUT.test(plain) && (/\binvoice\b/i.test(plain) || order.mood === 'question');
  return points && clause.words.length <= 9 ? { kind: 'show_invoice', invoices: [{ by: 'mention' }] } : undefined;
}
