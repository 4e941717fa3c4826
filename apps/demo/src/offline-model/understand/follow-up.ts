import { firstSum, readClause, type Clause } from './clause.ts';
import { readDueDay } from './due-day.ts';
import { findCustomers } from './find-customers.ts';
import type {
  CustomerRef,
  Intention,
  ListIntention,
  NewInvoiceIntention,
  PaymentLinkIntention,
  RefundIntention,
  Wish,
} from './intention.ts';
import { readInvoiceList } from './invoice-list.ts';
import { readPeriod, readPeriodBefore } from './period.ts';
import { findPurpose } from './purpose.ts';
import { readRefund } from './refund.ts';

const CORRECTION =
  /^(?:no[,. ]+)?(?:not .{1,30}, )?(?:(?:actually|rather|sorry)[, ]+)?(?:make (?:it|that|the amount|this)|change (?:it|that|the amount|the price|this)?(?: ?to)?|set (?:it|the amount) to|it should be|should be|i (?:meant|mean)|(?:it|that|this)(?:'s| is) for|memo|note|use|only|just|for|to|\$|\d|due|in full|half)(?=\W|\d|$)|\binstead[.!]?$/i;
const ANOTHER =
  /^(?:(?:and|also) )?(?:the )?(?:same|do the same|another one|one more|what about|how about|and|also|again)\b/i;
const MAX_WORDS = 12;
const MAX_ANSWER_WORDS = 4;

/**
 * What a fragment means after `base`: `make it $500`, `the same for Maria`, `and last year?`, `due friday`, or the bare
 * answer to what was missing.
 */
export function readFollowUp(clause: Clause, base: Intention): Wish | undefined {
  if (clause.words.length > MAX_WORDS || clause.order.mood === 'negated') return undefined;
  const said = clause.text.trim();
  const isCorrection = CORRECTION.test(clause.order.head) || CORRECTION.test(said);
  const isAnother = !isCorrection && ANOTHER.test(said);
  if (!isCorrection && !isAnother && !isAnswer(clause, base)) return undefined;
  const intention = change(clause, base);
  return intention && (isAnother ? { intention } : { intention, corrects: true });
}

function change(clause: Clause, base: Intention): Intention | undefined {
  const customers = namedIn(clause);
  switch (base.kind) {
    case 'payment_link':
      return changeLink(clause, base, customers);
    case 'new_invoice':
      return changeInvoice(clause, base, customers);
    case 'refund':
      return changeRefund(clause, base);
    case 'list':
      return changeList(clause, base, customers);
    case 'email':
    case 'find_customer':
      return customers && { ...base, customers };
    case 'reminder':
      return customers && { ...base, who: { of: 'customers', customers } };
    case 'revenue': {
      const period = readPeriodBefore(clause.plain, base.period) ?? readPeriod(clause.plain, clause.today);
      return period && { kind: 'revenue', period };
    }
    case 'show_invoice': {
      const invoices = clause.invoices.map(({ number }) => ({ by: 'number', number }) as const);
      return invoices.length > 0 ? { ...base, invoices } : undefined;
    }
    default:
      return undefined;
  }
}

function changeLink(
  clause: Clause,
  base: PaymentLinkIntention,
  customers: readonly CustomerRef[] | undefined,
): Intention | undefined {
  const sum = firstSum(clause);
  const purpose = findPurpose(clause, sum ? [sum] : []);
  if (!customers && !sum && !purpose) return undefined;
  return {
    ...base,
    ...(customers ? { customers } : {}),
    ...(sum ? { amount: sum.amount } : {}),
    ...(purpose && !customers ? { memo: purpose.text } : {}),
  };
}

function changeInvoice(
  clause: Clause,
  base: NewInvoiceIntention,
  customers: readonly CustomerRef[] | undefined,
): Intention | undefined {
  const due = readDueDay(clause.plain, clause.today)?.day;
  const amount = due === undefined ? firstSum(clause)?.amount : undefined;
  // One new amount for several lines does not say which line it is for.
  if (!customers && due === undefined && (amount === undefined || base.lines.length > 1)) return undefined;
  return {
    ...base,
    ...(customers ? { customers } : {}),
    ...(due === undefined ? {} : { due }),
    ...(amount === undefined ? {} : priced(base, amount)),
  };
}

function priced({ lines, description }: NewInvoiceIntention, amount: number): Partial<NewInvoiceIntention> {
  const [line] = lines;
  if (line) return { lines: [{ ...line, amount }] };
  return description === undefined ? { amount } : { lines: [{ description, amount }] };
}

function changeRefund(clause: Clause, base: RefundIntention): Intention | undefined {
  const fragment = clause.plain.replace(/^\W*(?:no|make it|make that|just|only|the same for|same for|and)\W+/i, '');
  const said = readRefund(readClause(`refund ${fragment}`, clause.today));
  if (said?.kind !== 'refund') return undefined;
  const invoices = said.invoices.filter((invoice) => invoice.by === 'number');
  if (invoices.length === 0 && !said.share) return undefined;
  return { ...base, ...(said.share ? { share: said.share } : {}), ...(invoices.length > 0 ? { invoices } : {}) };
}

function changeList(
  clause: Clause,
  base: ListIntention,
  customers: readonly CustomerRef[] | undefined,
): Intention | undefined {
  const fragment = clause.plain.replace(/^\W*(?:and|also|only|just|what about|how about|the|ones?)\b\W*/gi, '');
  const said = readInvoiceList(readClause(`show invoices ${fragment}`, clause.today));
  if (said?.kind !== 'list') return undefined;
  const named = customers ?? said.customers;
  if (said.statuses.length === 0 && named.length === 0 && Object.keys(said.filter).length === 0) return undefined;
  return {
    ...base,
    statuses: said.statuses.length > 0 ? said.statuses : base.statuses,
    customers: named.length > 0 ? named : base.customers,
    filter: { ...base.filter, ...said.filter },
  };
}

function namedIn(clause: Clause): readonly CustomerRef[] | undefined {
  return findCustomers(clause, [{ after: /^(?:for|to|about|meant|mean|and)$/ }, 'anywhere'])?.customers;
}

/** A bare name or sum that says what the wish before it left open. */
function isAnswer(clause: Clause, base: Intention): boolean {
  if (clause.words.length > MAX_ANSWER_WORDS || clause.order.mood !== 'order') return false;
  const isSum = firstSum(clause) !== undefined;
  switch (base.kind) {
    case 'payment_link':
      return isSum ? base.amount === undefined : base.customers.length === 0;
    case 'new_invoice':
      return isSum ? base.lines.length === 0 : base.customers.length === 0;
    case 'refund':
      return base.share === undefined || base.invoices.length === 0;
    case 'email':
    case 'reminder':
    case 'find_customer':
      return namedIn(clause) !== undefined;
    default:
      return false;
  }
}
