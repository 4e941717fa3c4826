import { unitAround } from './calendar.ts';
import type { Clause } from './clause.ts';
import { findCustomers } from './find-customers.ts';
import type { Intention } from './intention.ts';
import { readPeriod, type Period } from './period.ts';

const NOUN = /\b(?:revenue|earnings|income|sales|turnover|takings|cash ?flow)\b/i;
const VERB =
  /\b(?:how much|what)\b.*\b(?:earn(?:ed)?|ma[dk]e|bring in|brought in|take in|took in|taken in|collect(?:ed)?|receive[d]?|come in|came in|bill(?:ed)?|get paid|got paid)\b/i;
const PAID = /^how much (?:did|has|have)\b.*\b(?:pay|paid)\b/i;
const DOING =
  /^(?:how (?:are|did|were|was|is|have) (?:we|us|business|things|it|the business|last|this|q[1-4])\b.*|(?:summary|overview|numbers|figures|report) (?:of|for)\b.*|summari[sz]e\b.*)/i;
const HEAD =
  /^(?:show|list|get|give|display|see|view|pull|fetch|look|tell|check|know|what|what's|whats|which|how|how's|do|did|is|are|was|our|my|the|total|revenue|earnings|income|sales|turnover|takings|summary|summarize|summarise|overview|numbers|figures|report|monthly|quarterly|yearly|annual|last|this|previous|current|year|month|ytd|mtd|q[1-4]|first|second|third|fourth|[a-z]+ (?:\d{4} )?(?:revenue|sales|income|earnings))(?=\W|$)/i;
const PAYEE = /\b(?:from|by|off|with)\b/i;
const UNREAD = /\b(?:before|after|until|ago|day|week|month|quarter|year)s?\b/i;
const LOOSE =
  /\b(?:forecast|predict\w*|expect\w*|will|next|compare\w*|versus|vs|per (?:customer|client|product)|by (?:customer|client|product|month)|growth|profit|margin|expenses|costs?|tax(?:es)?)\b/i;

/** `what did we earn last month`, `revenue in Q3`, `how are we doing this year?` */
export function readRevenue(clause: Clause): Intention | undefined {
  const { plain, order, today } = clause;
  const period = readPeriod(plain, today);
  const isAsked =
    PAID.test(order.head) || NOUN.test(plain) || VERB.test(plain) || (DOING.test(order.head) && period !== undefined);
  if (!isAsked || order.mood === 'negated' || !HEAD.test(order.head) || clause.money.some((sum) => sum.isMarked))
    return undefined;
  const loose = LOOSE.exec(plain) ?? (period ? null : UNREAD.exec(plain));
  if (loose) return { kind: 'not_understood', said: clause.text.trim(), why: 'unknown', because: loose[0] };
  const payee = PAYEE.test(plain) ? findCustomers(clause, [{ after: /^(?:from|by|off|with)$/ }]) : payerOf(clause);
  if (!payee) return { kind: 'revenue', period: period ?? thisMonth(clause) };
  // The desk sums revenue over all customers; for one, their paid invoices say it, but not by the day of payment.
  if (period) return { kind: 'not_understood', said: clause.text.trim(), why: 'unknown', because: period.label };
  return { kind: 'list', statuses: ['paid'], customers: payee.customers, filter: {} };
}

/** The Jeff of `how much has Jeff paid us`. */
function payerOf(clause: Clause): ReturnType<typeof findCustomers> {
  return PAID.test(clause.order.head) ? findCustomers(clause, [{ after: /^(?:did|has|have)$/ }]) : undefined;
}

function thisMonth({ today }: Clause): Period {
  return { ...unitAround(today, 'month'), label: 'this month' };
}
