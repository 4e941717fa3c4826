import type { Clause, Span } from './clause.ts';
import { readDueDay } from './due-day.ts';
import { findCustomers } from './find-customers.ts';
import { readLines } from './invoice-lines.ts';
import type { NewInvoiceIntention, NotUnderstood } from './intention.ts';
import { whyNot } from './not-understood.ts';

const VERB = /^(?:invoice|bill)\b(?!\s*(?:inv\b|of\b|for\b|to\b|from\b|is\b|was\b|number))/i;
const NOUN_FIRST = /^(?:an? |another )?(?:new )?(?:invoice|bill) (?:for|to)\b/i;
const CREATE =
  /^(?:create|make|draft|issue|prepare|write|raise|generate|cut|set ?up|produce|do|new|send|email|give|get|shoot)\s+(?:up |out |me |us )?(?:(?:an?|another|new|one|draft|quick|us\$\S+|\$\S+)\s+){0,3}(?:invoice|bill)\b/i;
const GIVE =
  /^(?:send|email|give|get|shoot|create|make|draft|issue|prepare|write)\s+(?:[\w.'&-]+\s+){1,4}?(?:an?|another|new)\s+(?:(?:new|us\$\S+|\$\S+)\s+){0,2}(?:invoice|bill)\b/i;
const WRITTEN = /^\w+ (?:an?|the) (?:e-?mail|message|note)\b/i;
const OTHER_NOUN = /\b(?:invoice|bill) (?:reminder|number|list|status|summary|total|template|copy)s?\b/i;
const LIST = /\b(?:invoices|bills)\b/i;
const SUMS = /%|\b(?:tax(?:es)?|vat|discount|minus|less|deposit|instal?lments?|recurring)\b/i;
const INSTEAD = 'invoice Maria for 3 hours of consulting at $120, due next friday';

/** `invoice Maria for 3 hours of consulting at $120`, `bill Acme $500 for design and $200 for hosting, net 30`. */
export function readNewInvoice(clause: Clause): NewInvoiceIntention | NotUnderstood | undefined {
  const { command: head, mood } = clause.order;
  if (clause.invoices.length > 0 || (LIST.test(clause.plain) && !VERB.test(head))) return undefined;
  if (OTHER_NOUN.test(head)) return undefined;
  const isOrder =
    VERB.test(head) || NOUN_FIRST.test(head) || CREATE.test(head) || (GIVE.test(head) && !WRITTEN.test(head));
  if (!isOrder && !(mood !== 'order' && /\b(?:invoice|bill) \p{L}/iu.test(head) && clause.money.length > 0))
    return undefined;
  const customers = findCustomers(clause, [
    ...(/^(?:new|an?|another)\b/i.test(head) ? [] : (['object'] as const)),
    { after: /^(?:to|for)$/, isSure: true },
    { after: /^to$/ },
    { after: /^for$/ },
  ]);
  const due = readDueDay(clause.plain, clause.today);
  const taken: readonly Span[] = [...(customers ? [customers] : []), ...(due ? [due] : [])];
  const { free, lines, description, amount } = readLines(clause, taken);
  const stopped = whyNot(clause, {
    instead: INSTEAD,
    free: [...(customers ? free : []), ...(due ? [due] : [])],
    read: customers ? [customers] : [...free, ...clause.money],
  });
  if (stopped) return stopped;
  const unread =
    due && due.day === undefined
      ? clause.text.slice(due.start, due.end).replace(/^[\s,;(]+/, '')
      : SUMS.exec(clause.plain)?.[0];
  if (unread !== undefined)
    return { kind: 'not_understood', said: clause.text.trim(), why: 'unknown', because: unread.trim() };
  return {
    kind: 'new_invoice',
    customers: customers?.customers ?? [],
    lines,
    ...(description === undefined ? {} : { description }),
    ...(amount === undefined ? {} : { amount }),
    ...(due?.day === undefined ? {} : { due: due.day }),
  };
}
