import { firstSum, type Clause } from './clause.ts';
import { readDueDay } from './due-day.ts';
import { findCustomers } from './find-customers.ts';
import type { CustomerRef, Intention } from './intention.ts';
import { readInvoiceList } from './invoice-list.ts';
import { readPeriod } from './period.ts';
import { readRefund } from './refund.ts';
import { readClause } from './clause.ts';
import type { Wish } from './understand.ts';

const CORRECTION =
  /^(?:no[,. ]+)?(?:not .{1,30}, )?(?:(?:actually|rather|sorry)[, ]+)?(?:make (?:it|that|the amount|this)|change (?:it|that|the amount|the price|this)?(?: ?to)?|set (?:it|the amount) to|it should be|should be|i (?:meant|mean)|use|only|just|for|to|\$|\d|due|in full|half)(?=\W|\d|$)|\binstead[.!]?$/i;
const ANOTHER =
  /^(?:(?:and|also) )?(?:the )?(?:same|do the same|another one|one more|what about|how about|and|also|again)\b/i;
const MAX_WORDS = 12;

/**
 * What a fragment means after `base`: `make it $500`, `the same for Maria`, `and last year?`, `due friday`, or the bare
 * answer to what was missing.
 */
export function readFollowUp(clause: Clause, base: Intention): Wish | undefined {
  if (clause.words.length > MAX_WORDS || clause.order.mood === 'negated') return undefined;
  const said = clause.text.trim();
  const isCorrection = CORRECTION.test(clause.order.head) || CORRECTION.test(said);
  const isAnother = !isCorrection && ANOTHER.test(said);
  const changed = isCorrection || isAnother || isAnswer(clause, base) ? change(clause, base) : undefined;
  if (!changed) return undefined;
  return isAnother ? { intention: changed } : { intention: changed, corrects: true };
}

function change(clause: Clause, base: Intention): Intention | undefined {
  const customers = namedIn(clause);
  const amount = firstSum(clause)?.amount;
  switch (base.kind) {
    case 'payment_link':
      if (!customers && amount === undefined) return undefined;
      return { ...base, ...(customers ? { customers } : {}), ...(amount === undefined ? {} : { amount }) };
    case 'new_invoice': {
      const due = readDueDay(clause.plain, clause.today)?.day;
      const [line, ...others] = base.lines;
      const lines = line && others.length === 0 && amount !== undefined ? [{ ...line, amount }] : base.lines;
      if (!customers && due === undefined && (amount === undefined || others.length > 0)) return undefined;
      const missing =
        amount === undefined || line
          ? {}
          : base.description === undefined
            ? { amount }
            : { lines: [{ description: base.description, amount }] };
      return { ...base, lines, ...missing, ...(customers ? { customers } : {}), ...(due === undefined ? {} : { due }) };
    }
    case 'refund': {
      const said = readRefund(
        readClause(`refund ${clause.plain.replace(/^\W*(?:no|make it|make that|just|only)\W+/i, '')}`, clause.today),
      );
      if (said?.kind !== 'refund') return undefined;
      const invoices = said.invoices.filter((invoice) => invoice.by === 'number');
      if (invoices.length === 0 && !said.share) return undefined;
      return { ...base, ...(said.share ? { share: said.share } : {}), ...(invoices.length > 0 ? { invoices } : {}) };
    }
    case 'email':
      return customers ? { ...base, customers } : undefined;
    case 'reminder':
      return customers ? { ...base, who: { of: 'customers', customers } } : undefined;
    case 'find_customer':
      return customers ? { ...base, customers } : undefined;
    case 'revenue': {
      const period = readPeriod(clause.plain, clause.today);
      return period ? { kind: 'revenue', period } : undefined;
    }
    case 'list':
      return changeList(clause, base, customers);
    case 'show_invoice':
      return clause.invoices.length > 0
        ? { ...base, invoices: clause.invoices.map(({ number }) => ({ by: 'number', number })) }
        : undefined;
    case 'small_talk':
    case 'not_understood':
      return undefined;
    default:
      return base satisfies never;
  }
}

function changeList(
  clause: Clause,
  base: Extract<Intention, { kind: 'list' }>,
  customers: readonly CustomerRef[] | undefined,
): Intention | undefined {
  const fragment = clause.plain.replace(/^\W*(?:and|also|only|just|what about|how about|the|ones?)\b\W*/gi, '');
  const said = readInvoiceList(readClause(`show invoices ${fragment}`, clause.today));
  if (said?.kind !== 'list') return undefined;
  const hasNews =
    said.statuses.length > 0 || said.customers.length > 0 || Object.keys(said.filter).length > 0 || customers;
  if (!hasNews) return undefined;
  return {
    ...base,
    statuses: said.statuses.length > 0 ? said.statuses : base.statuses,
    customers: customers ?? (said.customers.length > 0 ? said.customers : base.customers),
    filter: { ...base.filter, ...said.filter },
  };
}

function namedIn(clause: Clause): readonly CustomerRef[] | undefined {
  return findCustomers(clause, [{ after: /^(?:for|to|about|meant|mean|and)$/ }, 'anywhere'])?.customers;
}

/** A bare name or sum that says what the wish before it left open. */
function isAnswer(clause: Clause, base: Intention): boolean {
  if (clause.words.length > 4 || clause.order.mood !== 'order') return false;
  const isSum = firstSum(clause) !== undefined;
  if (base.kind === 'payment_link')
    return (base.customers.length === 0 && !isSum) || (base.amount === undefined && isSum);
  if (base.kind === 'new_invoice') return (base.customers.length === 0 && !isSum) || (base.lines.length === 0 && isSum);
  if (base.kind === 'refund') return base.share === undefined || base.invoices.length === 0;
  return (
    (base.kind === 'email' || base.kind === 'reminder' || base.kind === 'find_customer') &&
    namedIn(clause) !== undefined
  );
}
